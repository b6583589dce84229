"""Prints the lines of a file that edtf-validate takes for no EDTF: python edtf_valid.py FILE"""

import sys
from pathlib import Path

from edtf_validate.valid_edtf import is_valid

for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    if not is_valid(line):
        sys.stdout.write(f"{line}\n")
