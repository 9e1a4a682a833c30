import hashlib
import polars as pl
from store.normalise.person_name import pinyin_key, UNKNOWN
def _h(t): return int.from_bytes(hashlib.blake2b(t.encode(),digest_size=8).digest(),'big')
def sound_keys(keys):
    u=keys.unique().to_list(); rows=[]
    for k in u:
        if not k: rows.append((k,None,None,None)); continue
        p=pinyin_key(k).split(" ")
        q=['?' in x or x=='?' for x in p]
        rows.append((k, None if any(q) else _h(" ".join(p)), None if q[0] else _h(p[0]), None if any(q[1:]) or len(p)<2 else _h(" ".join(p[1:]))))
    t=pl.DataFrame(rows,schema={"key":pl.String,"sound":pl.UInt64,"surname_sound":pl.UInt64,"given_sound":pl.UInt64},orient="row")
    return keys.alias("key").to_frame().join(t,on="key",how="left",maintain_order="left",nulls_equal=True).drop("key")
