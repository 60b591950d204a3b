"""Measure what a page costs: Broadsheet small and large beside a stock Wagtail site, in one run on one machine.

Run `python -m bench`, or `make bench`. Each site lives in a process and a temporary folder of its own (`papers`,
`stock`), obeys orders on its standard input (`measure`) and knows nothing of the others; `__main__` gives the orders
in turn and `report` says what came out. The last published figures are in `docs/reference/performance.md`.
"""
