"""What goes back to the departments: each finding once, and what became of it.

`finding` brings quarantined rows and data issues to one shape, `identity` tells
which record each is about, `settle` compares with what was told before, `sheet`
writes the numbered workbook.
"""
