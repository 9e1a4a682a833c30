import polars as pl
from store.normalise.id_number import check_character
def neighbours(text):
    rows=[]
    for i,t in enumerate(text.to_list()):
        if t is None or len(t)!=18 : continue
        c=set()
        for p in range(18):
            for d in "0123456789X" if p==17 else "0123456789":
                if d!=t[p]: c.add(t[:p]+d+t[p+1:])
            if p<17: c.add(t[:p]+t[p+1]+t[p]+t[p+2:])
        for x in c:
            if x[:17].isdigit() and check_character(x[:17])==x[17]: rows.append((i,x))
    return pl.DataFrame(rows,schema={"row":pl.UInt32,"id18":pl.String},orient="row")
