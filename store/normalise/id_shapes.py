"""The shapes that ID numbers are delivered in, as regular expressions."""

# White space, BOM and zero-width marks, hyphens, quotes that mean "text" in Excel.
SIGNS_OF_NOISE = "'`´‘’′-–—_,;:\""
NOISE = r"[\s\p{Cf}\p{Cc}'`´‘’′\-–—_,;:\"]+"
# Signs that are typed or recognised in place of the check character X.
LIKE_X = ("×", "✕", "✖", "Χ", "Х")  # Greek, Cyrillic
READ_FOR_DIGITS = {"O": "0", "I": "1", "L": "1"}
ABSENT = ("", "/", "\\N", "NULL", "NAN", "N/A", "无", "不详", "未知", "暂无", "空")
SHAPE_18 = r"^[0-9]{17}[0-9X]$"
SHAPE_15 = r"^[0-9]{15}$"
SHAPE_DISABILITY = r"^[0-9]{17}[0-9X][1-7][1-4](?:B[0-9]{0,2})?$"
SHAPE_MISREAD = r"^[0-9OIL]{17}[0-9XOIL]$"
MASK = r"[*?#•●○□]|X{3}"
SCIENTIFIC = r"^[0-9](?:\.[0-9]+)?E\+?[0-9]+$"
DOUBLE_TAIL = r"^([0-9]{15,18})\.0*$"
FOREIGN = r"^[A-Z]{1,3}[0-9]{6,}[A-Z0-9]*$"
# From memory of the 1989 standard: these sequences marked people over a hundred.
CENTENARIAN = r"^[0-9]{6}[89][0-9]{5}99[6-9]$"
