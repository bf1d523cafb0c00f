#!/usr/bin/env python3
"""How long after a save `digest serve --watch` shows it: the kinds of edit of the bench's watch.py, and config, new, deleted, slug, article.

usage: benches/watch.py BENCH BINARY SIZE RUNS [kind,kind,…]

BENCH is the folder of the bench's scripts (mksite.py, watch.py), BINARY the program. Run at the root of this repository: its themes are copied into the site, which lies on the
memory disk. Printed are medians with least and most, and the server's processor time from the save until it rests."""
import os, re, sys, time, shutil, socket, subprocess, statistics as st
BENCH, BIN, N, RUNS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
sys.path.insert(0, BENCH)
sys.dont_write_bytecode = True
os.environ.setdefault("DIGEST_THEMES", os.path.abspath("themes"))
import watch as w, mksite, http.client
EVENTS = [
    ("labels its letters", "The city council decided on Tuesday that every letter drafted by a language model must carry a label. The rule takes effect on 1 March 2027 and covers all 14 departments of the city.\n\nThe council voted 31 to 12 after a dispute about parking fines. In April the city had sent 860 letters with a wrong deadline."),
    ("opens a lake for sensors", "Biologists have lowered 40 microphones into the lake to count its pike. A program tells the fish by the sound of their jaws, and 2,300 were heard in the first week.\n\nThe count costs 90,000 euros a year. Anglers say that they would have told the institute for nothing."),
    ("recalls a toy parrot", "The maker of a talking parrot has called back 18,000 toys, since the bird repeated the names of children to strangers. Parents get 35 dollars for each.\n\nThe toy kept what it heard on a server for 30 days. An office for the protection of buyers had found the hole in May."),
    ("grounds its mail drones", "The postal service has stopped all deliveries by drone in the mountains after two of them landed on a glacier. Nobody was hurt, and 61 parcels were carried down by foot.\n\nThe pilots' program had taken fresh snow for a meadow. Flights are to begin again when it has learned 4,000 pictures of winter."),
    ("teaches a choir machine", "An opera house has sung with a machine for the first time: it listens to 52 singers and gives the missing tenor. The audience applauded for six minutes.\n\nThe union of singers had asked for a vote beforehand. It was won by nine votes, and each evening one seat is kept for a person."),
    ("finds old harvest books", "Historians have read 1,100 harvest books of the eighteenth century with a program for handwriting. They show that the frost of 1740 came three weeks later than was thought.\n\nThe books lay in a mill until 2019. A museum will put all pages on its site next autumn."),
]
kinds = (sys.argv[5] if len(sys.argv) > 5 else "body,title,nexttitle,template,css,config,new,deleted,slug,article").split(",")
site = f"/dev/shm/digest-watch-{os.getpid()}"
shutil.rmtree(site, ignore_errors=True)
mksite.MAKERS["digest"](site, N, "prevnext")
cdir = site + "/content/digests"
files = sorted(f for f in os.listdir(cdir) if f[:6].isdigit())
url = lambda f: "/story/" + f[:-3] + "/"
s = socket.socket(); s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]; s.close()
log = open(site + ".log", "w")
t0 = time.perf_counter()
p = subprocess.Popen([BIN, "serve", "--watch", "--no-reload", "--port", str(port)], cwd=site, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
def status(path):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=20); c.request("GET", path); r = c.getresponse(); b = r.read(); c.close(); return r.status, b
try:
    while not w.get(port, url(files[0])): time.sleep(0.005); assert p.poll() is None
    print(f"start to first page {time.perf_counter()-t0:.2f} s", flush=True)
    w.idle(p.pid)
    print(f"cpu to idle {w.cpu(p.pid):.2f}, rss {w.rss(p.pid):.0f} peak {w.hwm(p.pid):.0f}", flush=True)
    mid = len(files) * 2 // 3
    for kind in kinds:
        lat, cost = [], []
        for run in range(RUNS):
            mark = f"Zq{kind[:2]}{run}x{os.getpid()}"
            gone = False
            if kind == "body":
                path, page = f"{cdir}/{files[mid]}", url(files[mid]); t = open(path).read()
                i = t.index("\n\n", t.index("\n## ")) + 2; new = t[:i] + mark + " " + t[i:]
            elif kind in ("title", "nexttitle"):
                k = 0 if kind == "title" else 1
                path, page = f"{cdir}/{files[k]}", "/" if k == 0 else url(files[0])
                new = re.sub(r'^title: "(Zq\w+ )?', f'title: "{mark} ', open(path).read(), count=1, flags=re.M)
            elif kind == "template":
                path, page = site + "/themes/outpost/templates/story.html", url(files[mid + 5])
                new = re.sub(r"(<p>Zq\w+</p>)?</main>", f"<p>{mark}</p></main>", open(path).read())
            elif kind == "css":
                path, page = site + "/themes/outpost/static/css/main.css", url(files[mid])
                new = open(path).read() + f".{mark}{{color:red}}\n"
            elif kind == "config":
                path, page = site + "/digest.yaml", url(files[mid + 7])
                new = re.sub(r"^title: .*$", f"title: {mark} bench", open(path).read(), flags=re.M)
            elif kind == "new":
                path, page = f"{cdir}/{mark.lower()}.md", url(f"{mark.lower()}.md")
                new = re.sub(r'^title: "', f'title: "{mark} ', open(f"{cdir}/{files[mid]}").read(), count=1, flags=re.M)
            elif kind == "deleted":
                path = f"{cdir}/{files[mid + 100 + run]}"; page = url(files[mid + 100 + run]); gone = True
            elif kind == "slug":
                f = files[mid + 200 + run]
                path, page = f"{cdir}/{f}", f"/story/{mark.lower()}/"
                new = open(path).read().replace("---\n", f"---\nslug: {mark.lower()}\n", 1); mark = "<html"
            elif kind == "article":
                path, page = f"{site}/content/articles/{mark.lower()}.md", "/"
                # Another event each time: what is alike joins the story that stands, and makes no new digest.
                what, text = EVENTS[run % len(EVENTS)]
                new = f"""---
title: {mark} {what}
publisher: Northern Register
published: 2026-{run % 12 + 1:02}-03
url: https://northern-register.example/{mark}
language: en
---

{text}
"""
                os.makedirs(f"{site}/content/articles", exist_ok=True); time.sleep(0.3); page = None
            if kind == "css":
                page = None
            if page: status(page)
            w.idle(p.pid)
            c0 = w.cpu(p.pid)
            before = set(os.listdir(cdir))
            if gone: os.remove(path)
            else: w.save(path, new)
            t1 = time.perf_counter(); ok = False
            while time.perf_counter() - t1 < 30:
                if kind == "css":
                    b = w.get(port, url(files[mid])) or b""
                    a = re.search(rb'href="?([^" >]*main[^" >]*\.css)', b)
                    b = w.get(port, a.group(1).decode()) if a else b""
                    ok = mark.encode() in (b or b"")
                elif kind == "article":
                    fresh = [f for f in set(os.listdir(cdir)) - before if f.endswith(".md") and not f.startswith(".")]
                    ok = bool(fresh) and status(url(fresh[0]))[0] == 200
                else:
                    code, b = status(page); ok = (code == 404) if gone else (code == 200 and mark.encode() in b)
                if ok: break
                time.sleep(0.002)
            if ok: lat.append(time.perf_counter() - t1)
            w.idle(p.pid); cost.append(w.cpu(p.pid) - c0)
        print(f"{kind:10} {len(lat)}/{RUNS} " + (f"{st.median(lat)*1000:.0f} ms ({min(lat)*1000:.0f}-{max(lat)*1000:.0f})" if lat else "stale") + f"  cpu {st.median(cost):.2f} s", flush=True)
    print(f"rss {w.rss(p.pid):.0f} peak {w.hwm(p.pid):.0f}")
    c0 = w.cpu(p.pid); time.sleep(10); print(f"idle 10 s: cpu {w.cpu(p.pid)-c0:.2f} s")
finally:
    p.terminate(); p.wait(); log.close(); os.remove(site + ".log"); shutil.rmtree(site, ignore_errors=True)
