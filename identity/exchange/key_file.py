"""The key file of an exchange: made once, read only where nobody else can."""

import os
import secrets
import stat
from pathlib import Path

from store.errors import SettingsError

KEY_BYTES = 32
LEAST_DIFFERENT = 8  # bytes; fewer were typed by a person, not drawn
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_key(file: Path) -> None:
    """Write a new random key that only its owner may read; never over a file."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise SettingsError(
            f"{file} 已经存在",
            remedy="换一个文件名；旧密钥丢了，旧的封存文件就不能再比",
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(KEY_BYTES) + "\n")


def load_key(file: Path) -> bytes:
    """Return the key in a file, without the white space around it.

    Raises `SettingsError` where the file is missing, short, not random, or may be
    read by others. No message quotes the key.
    """
    if not file.is_file():
        raise SettingsError(
            f"没有密钥文件 {file}",
            remedy="运行 crosscheck identity exchange-key，或向对方当面索取",
        )
    if file.stat().st_mode & OTHERS:
        raise SettingsError(
            f"密钥文件 {file} 别人也能读", remedy=f"运行 chmod 600 {file}"
        )
    key = file.read_bytes().strip()
    if len(key) < KEY_BYTES or len(set(key)) < LEAST_DIFFERENT:
        raise SettingsError(
            f"密钥文件 {file} 太短或太有规律（至少 {KEY_BYTES} 个随机字节）",
            remedy="请用 crosscheck identity exchange-key 生成",
        )
    return key
