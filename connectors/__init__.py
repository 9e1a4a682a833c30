"""From the inbox to snapshots: files as departments hand them over, read as text.

A delivery is a folder of files. `find_deliveries` finds them, `take_delivery`
reads every sheet of every file, recognises which dataset it is by its headings,
leaves out and counts titles, totals and signatures, and publishes one snapshot
for each dataset. Nothing is interpreted here: dates, money and codes stay the
text that was delivered.
"""
