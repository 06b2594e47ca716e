"""Damaged and hostile inputs -> a result or a coded error, in bounded time and memory: `make fuzz`.

`seeds` finds the files to start from, `of_bytes`, `of_pdf`, `of_hancom`, `of_text` and `of_json` damage them, `contract` says
what every input has to give, `pool` reads them in bounded processes, `report` counts, `__main__` is the command line and `guided` lets
atheris follow the coverage instead. The same seed and number always make the same input.
"""
