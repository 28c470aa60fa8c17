"""Run time: the law's arithmetic. Pure functions on plain data: whole tiyn, hundredths, ISO days; every step is data.

The site's calculators run the same functions: `aryz.browser.transpile` turns these modules into JavaScript at build
time, so they keep to the part of Python that its docstring lists. `exact` and `aryz.plan.days` are written by hand in
both languages.
"""
