"""The answer of a ready test on the terminal."""

from flows.audit_files import facts_of
from flows.audit_page import Block, figure_blocks, record_block
from flows.audit_tests import Answer
from flows.cli.screen import write_line, write_table


def write_audit(answer: Answer, top: int, *, unmasked: bool) -> None:
    """Print what was asked, what came of it, and the first rows of each table."""
    for heading, text in facts_of(answer):
        write_line(f"{heading}：{text}")
    for block in figure_blocks(answer, unmasked=unmasked, top=top):
        _write_block(block)
    if answer.test.lists_rows:
        _write_block(record_block(answer, unmasked=unmasked, top=top))


def _write_block(block: Block) -> None:
    if not block.rows:
        return
    write_table(block.title, block.headings, block.rows)
    if block.left:
        write_line(f"…… 其余 {block.left:,} 行用 --out 写到文件")
