#!/usr/bin/env python3
"""Measure the label of guard cases on a private PostgreSQL 15 and compare it with the hand label.

  label.py [--write] [--cases DIR] [--bin DIR] [--work DIR] [name ...]

Per case: fresh database, base.sql, production.sql, snapshot, migration.sql, new session, snapshot.
--write stores the measured "also" in case.json ("destroys" is never written: a difference is an error to think about).
Exit 1 when a case does not run or its measured "destroys" is not the hand label.
"""
import argparse, collections, datetime, json, os, re, shutil, struct, subprocess, sys
from decimal import Decimal, InvalidOperation

ap = argparse.ArgumentParser()
ap.add_argument('--write', action='store_true')
ap.add_argument('--cases', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'cases', 'guard'))
ap.add_argument('--bin', default='/usr/lib/postgresql/15/bin')
ap.add_argument('--work', default=('/dev/shm' if os.path.isdir('/dev/shm') else '/tmp') + '/levee-guard-labels', help='the private server; made and removed by the run')
ap.add_argument('--user', default='postgres', help='system user that runs the server when started by root')
ap.add_argument('--empty', action='store_true', help='leave production.sql out: which labels can an empty rehearsal not see?')
ap.add_argument('names', nargs='*')
A = ap.parse_args()
SOCK = A.work + '/sock'
AS = ['setpriv', '--reuid', A.user, '--regid', A.user, '--clear-groups'] if os.getuid() == 0 else []
ENV = {'PATH': os.environ.get('PATH', ''), 'PGHOST': SOCK, 'PGPORT': '5499', 'PGUSER': 'postgres', 'LC_ALL': 'C.UTF-8'}


def sh(cmd, **kw):
    return subprocess.run(cmd, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kw)


def start():
    if os.path.exists(A.work):
        sys.exit(A.work + ' exists; is another run busy?')
    os.makedirs(SOCK)
    if AS:
        shutil.chown(A.work, A.user, A.user); shutil.chown(SOCK, A.user, A.user)
    r = sh(AS + [A.bin + '/initdb', '-D', A.work + '/data', '-U', 'postgres', '-A', 'trust', '-E', 'UTF8',
                 '--locale=C.UTF-8', '-N', '--wal-segsize=4'], cwd=A.work)
    if r.returncode: sys.exit(r.stderr)
    opts = (f"-k {SOCK} -p 5499 -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
            "-c autovacuum=off -c timezone=UTC -c wal_level=minimal -c max_wal_senders=0 -c shared_buffers=32MB "
            "-c max_connections=12 -c max_wal_size=64MB -c min_wal_size=16MB")
    r = sh(AS + [A.bin + '/pg_ctl', '-D', A.work + '/data', '-l', A.work + '/log', '-w', '-o', opts, 'start'], cwd=A.work)
    if r.returncode: sys.exit(r.stdout + r.stderr)


def stop():
    sh(AS + [A.bin + '/pg_ctl', '-D', A.work + '/data', '-m', 'immediate', 'stop'], cwd='/')
    shutil.rmtree(A.work, ignore_errors=True)


class Fail(Exception):
    pass


def psql(db, *, c=None, f=None, text=None):
    cmd = [A.bin + '/psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', db]
    if c is not None: cmd += ['-c', c]
    elif f is not None: cmd += ['-f', f]
    else: cmd += ['-f', '-']
    r = sh(cmd, env=ENV, input=text)
    if r.returncode: raise Fail(r.stderr.strip()[:1500])
    return r.stdout


NS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
EXT = "NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = %s AND x.classid = '%s'::regclass AND x.deptype = 'e')"
CATALOG = {
 'tables': f"""SELECT c.oid, n.nspname||'.'||c.relname AS name, c.relkind AS kind, c.relfilenode AS file, c.relrowsecurity AS rls,
    (SELECT array_agg(inhparent) FROM pg_inherits WHERE inhrelid = c.oid) AS parents
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r','p') AND {NS} AND {EXT % ('c.oid', 'pg_class')}""",
 'columns': f"""SELECT a.attrelid AS rel, a.attnum AS num, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.atttypid AS typoid,
    a.attnotnull AS nn, pg_get_expr(d.adbin, d.adrelid) AS def, a.attgenerated AS gen
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r','p') AND a.attnum > 0 AND NOT a.attisdropped AND {NS}""",
 'indexes': f"""SELECT i.indexrelid AS oid, n.nspname||'.'||c.relname AS name, i.indrelid AS rel, i.indisunique AS uniq, i.indisvalid AS valid,
    i.indnullsnotdistinct AS nnd, i.indkey::text AS key, i.indnkeyatts AS nkey,
    (SELECT array_agg(pg_get_indexdef(i.indexrelid, k, true) ORDER BY k) FROM generate_series(1, i.indnkeyatts) k) AS cols,
    pg_get_expr(i.indpred, i.indrelid, true) AS pred, EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p','u','x')) AS con
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE t.relkind IN ('r','p') AND {NS}""",
 'constraints': f"""SELECT k.oid, k.conname AS name, k.contype AS kind, nullif(k.conrelid, 0) AS rel, nullif(k.contypid, 0) AS typ, k.conkey AS key, nullif(k.confrelid, 0) AS frel, k.confkey AS fkey,
    pg_get_constraintdef(k.oid, true) AS def, k.convalidated AS valid, nullif(k.conparentid, 0) AS parent FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE k.contype IN ('c','f','p','u','x') AND {NS}
    AND coalesce((to_jsonb(k.*) ->> 'conenforced')::bool, true)""",
 'types': f"""SELECT t.oid, n.nspname||'.'||t.typname AS name, t.typtype AS kind,
    (SELECT json_object_agg(e.oid, e.enumlabel) FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE (t.typtype IN ('e','d','r') OR (t.typtype = 'c' AND c.relkind = 'c')) AND {NS} AND {EXT % ('t.oid', 'pg_type')}""",
 'sequences': f"""SELECT c.oid, n.nspname||'.'||c.relname AS name, s.seqincrement AS inc,
    (SELECT json_build_array(d.refobjid, d.refobjsubid) FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
      AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a','i') AND d.refobjsubid > 0 LIMIT 1) AS owner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid WHERE {NS}""",
 'los': "SELECT oid, md5(lo_get(oid)) AS sum FROM pg_largeobject_metadata",
 'views': f"""SELECT c.oid, n.nspname||'.'||c.relname AS name, c.relkind AS kind, pg_get_viewdef(c.oid) AS def FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v','m') AND {NS} AND {EXT % ('c.oid', 'pg_class')}""",
 'functions': f"""SELECT p.oid, n.nspname||'.'||p.proname||'('||pg_get_function_identity_arguments(p.oid)||')' AS name, md5(p.prosrc) AS def
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {NS} AND {EXT % ('p.oid', 'pg_proc')}""",
 'triggers': f"""SELECT t.oid, c.relname||'.'||t.tgname AS name, pg_get_triggerdef(t.oid) AS def FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND {NS}""",
 'policies': f"""SELECT p.oid, c.relname||'.'||p.polname AS name, pg_get_expr(p.polqual, p.polrelid) AS def FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {NS}""",
 'rules': f"""SELECT r.oid, c.relname||'.'||r.rulename AS name, pg_get_ruledef(r.oid) AS def FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.rulename <> '_RETURN' AND {NS}""",
 'extensions': "SELECT oid, extname AS name, extversion AS def FROM pg_extension",
 'schemas': f"SELECT oid, nspname AS name FROM pg_namespace n WHERE {NS}",
}


def q(name):
    return '.'.join('"' + p.replace('"', '""') + '"' for p in name.split('.', 1))


def snapshot(db):
    keys = list(CATALOG)
    out = psql(db, text='SET search_path = pg_catalog;\n' + '\n'.join(
        f"SELECT coalesce(json_agg(z), '[]')::text FROM ({CATALOG[k]}) z;".replace('\n', ' ') for k in keys))
    lines = [l for l in out.split('\n') if l.startswith('[')]
    # json_agg breaks lines between elements
    parts, buf = [], ''
    for l in out.split('\n'):
        buf += l
        try:
            parts.append(json.loads(buf)); buf = ''
        except ValueError:
            pass
    if len(parts) != len(keys): raise Fail('snapshot')
    s = dict(zip(keys, parts))
    cols = collections.defaultdict(list)
    for c in s['columns']: cols[c['rel']].append(c)
    sql, order = "SET timezone='UTC'; SET datestyle='ISO'; SET extra_float_digits=1; SET search_path=pg_catalog; SET row_security=off;\n", []
    for t in s['tables']:
        if t['kind'] != 'r': continue
        cs = sorted(cols[t['oid']], key=lambda c: c['num'])
        lst = ','.join('"%s"::text' % c['name'].replace('"', '""') for c in cs)
        sql += "SELECT coalesce(json_agg(json_build_array(%s)), '[]')::text FROM ONLY %s;\n" % (lst, q(t['name']))
        order.append((t['oid'], [c['num'] for c in cs]))
    for x in s['sequences']:
        sql += "SELECT json_build_array(last_value, is_called) FROM %s;\n" % q(x['name'])
        order.append(('seq', x))
    parts, buf = [], ''
    for l in psql(db, text=sql).split('\n'):
        buf += l
        try:
            parts.append(json.loads(buf)); buf = ''
        except ValueError:
            pass
    if len(parts) != len(order): raise Fail('snapshot rows')
    s['rows'] = {}
    for (a, b), p in zip(order, parts):
        if a == 'seq': b['next'] = p[0] + (b['inc'] if p[1] else 0)
        else: s['rows'][a] = [dict(zip(b, r)) for r in p]
    s['cols'] = cols
    return s


TEXTY = ('text', 'character varying', 'character', '"char"', 'citext', 'name', 'bpchar')
NUM = ('integer', 'bigint', 'smallint', 'numeric', 'real', 'double precision', 'money', 'oid')
TIME = ('timestamp', 'date')
STAMP = re.compile(r'^(\d{4,6}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(\.\d+)?(\+00)?)?$')
BOOL = {'true': 1, 't': 1, '1': 1, 'yes': 1, 'on': 1, 'false': 0, 'f': 0, '0': 0, 'no': 0, 'off': 0}


def dec(x):
    try:
        return Decimal(x)
    except InvalidOperation:
        return None


def isnum(t): return t.startswith(NUM)
def istext(t): return t.split('(')[0] in TEXTY
def istime(t): return t.startswith(TIME)


def stamp(x):
    m = STAMP.match(x)
    return m and (m[1], m[2] or '00:00:00', (m[3] or '').rstrip('0').rstrip('.'))


def same(a, ta, b, tb, relabel):
    """Is the value b (type tb) after the migration still what a (type ta) meant?"""
    if a is None: return True
    if b is None: return False
    a = relabel.get(a, a)
    if a == b or a.rstrip(' ') == b.rstrip(' '): return True
    if isnum(ta) or isnum(tb):
        if istext(ta) and re.match(r'^\s*[+]|^-?0\d', a): return False
        x, y = dec(a), dec(b)
        if x is not None and y is not None and x == y: return True
        if ta == 'real' and y is not None and struct.pack('f', float(a)) == struct.pack('f', float(b)) and struct.unpack('f', struct.pack('f', float(b)))[0] == float(b): return True
    if 'boolean' in (ta, tb) and a.lower() in BOOL and b.lower() in BOOL: return BOOL[a.lower()] == BOOL[b.lower()]
    if istime(ta) or istime(tb):
        x, y = stamp(a), stamp(b)
        if x and y: return x == y
        if y and isnum(ta):
            e = datetime.datetime.fromisoformat(y[0] + ' ' + y[1] + '+00:00').timestamp()
            return dec(a) in (Decimal(int(e)), Decimal(int(e)) * 1000)
    if ta.endswith('[]') and tb.startswith('json'):
        try: return re.sub(r'[\s"]', '', json.dumps(json.loads(b), ensure_ascii=False))[1:-1] == re.sub(r'[\s"]', '', a)[1:-1]
        except ValueError: return False
    if ta.startswith('json') or tb.startswith('json'):
        try: y = json.loads(b)
        except ValueError: y = b
        if y == a: return True
        try: return json.loads(a) == y
        except ValueError: return False
    if tb.endswith('[]') and not ta.endswith('[]'):
        return b in ('{%s}' % a, '{"%s"}' % a) or b[1:-1].replace('"', '') == a
    if ta == 'uuid' or tb == 'uuid': return a.lower() == b.lower()
    return False


def key(v, t):
    if v is None: return None
    if isnum(t) and dec(v) is not None: return str(dec(v).normalize())
    return v.rstrip(' ')


class Compare:
    def __init__(self, a, b):
        self.a, self.b = a, b
        self.lost, self.also = [], []
        self.ta = {t['oid']: t for t in a['tables']}; self.tb = {t['oid']: t for t in b['tables']}
        self.bname = {t['name']: t['oid'] for t in b['tables']}
        self.labels()
        self.map = {}
        for oid, t in self.ta.items():
            if oid in self.tb: self.map[oid] = oid
        self.gone_tables = {}
        self.colmap = {}
        for oid in list(self.map): self.columns(oid, oid)
        self.family_rows()
        for oid, t in self.ta.items():
            if oid not in self.map: self.replaced(oid, t)
        self.indexes(); self.constraints(); self.types(); self.sequences(); self.los(); self.others()

    def labels(self):
        """typoid -> {old label: new label} for labels renamed under the same oid"""
        nb = {t['oid']: t for t in self.b['types']}
        self.relab = {}
        for t in self.a['types']:
            n = nb.get(t['oid'])
            if t['kind'] == 'e' and n:
                d = {v: n['labels'][k] for k, v in (t['labels'] or {}).items() if k in (n['labels'] or {})}
                for k, v in d.items():
                    if k != v: self.also.append(f"renames enum-value {t['name']}.{k} to {v}")
                self.relab[t['oid']] = d

    def columns(self, o, n):
        """map the columns of table o (before) to those of n (after)"""
        A = {c['num']: c for c in self.a['cols'][o]}; B = {c['num']: c for c in self.b['cols'][n]}
        names = {c['name']: c for c in B.values()}
        m = {}
        for num, c in A.items():
            if o == n and num in B: m[num] = (B[num], True)
        used = {x[0]['num'] for x in m.values()}
        for num, c in A.items():
            if num not in m and c['name'] in names and names[c['name']]['num'] not in used:
                m[num] = (names[c['name']], False)
        self.colmap[o] = m
        return m

    def pk(self, s, oid):
        for k in s['constraints']:
            if k['rel'] == oid and k['kind'] == 'p': return k['key']
        return None

    def match(self, o, n, rows, news):
        """-> (rows lost, set of column numbers whose values were lost); news: list of (row, cols map)"""
        m = self.colmap[o]; A = {c['num']: c for c in self.a['cols'][o]}
        cols = [k for k in A if k in m]
        def eq(r, x, k):
            c, d = A[k], m[k][0]
            return same(r[k], c['type'], x.get(d['num']), d['type'], self.relab.get(c['typoid'], {}) if c['typoid'] == d['typoid'] else {})
        pk = self.pk(self.a, o)
        left, bad = [], set()
        pool = list(news)
        if pk and all(k in m for k in pk):
            idx = collections.defaultdict(list)
            for x in pool: idx[tuple(key(x.get(m[k][0]['num']), m[k][0]['type']) for k in pk)].append(x)
            for r in rows:
                got = idx.get(tuple(key(r[k], A[k]['type']) for k in pk))
                if got:
                    x = got.pop(0); pool.remove(x)
                    bad |= {k for k in cols if not eq(r, x, k)}
                else: left.append(r)
        else:
            left = list(rows)
        rest = []
        for r in left:                                   # whole rows first
            for x in pool:
                if all(eq(r, x, k) for k in cols): pool.remove(x); break
            else: rest.append(r)
        lost = 0
        for r in rest:                                   # then the most alike, e.g. a changed key
            best = max(pool, key=lambda x: sum(eq(r, x, k) for k in cols), default=None)
            if best is not None and len(pool) >= 1 and len(news) >= len(rows) and sum(eq(r, best, k) for k in cols) * 2 >= len(cols):
                pool.remove(best); bad |= {k for k in cols if not eq(r, best, k)}
            else: lost += 1
        return lost, bad

    def family(self, s, oid):
        t = next((x for x in s['tables'] if x['oid'] == oid), None)
        while t and t['parents']: oid = t['parents'][0]; t = next((x for x in s['tables'] if x['oid'] == oid), None)
        return oid

    def family_rows(self):
        fam = {o: self.family(self.a, o) for o in self.ta}
        famb = {o: self.family(self.b, o) for o in self.tb}
        for o in list(self.map):
            t, n = self.ta[o], self.map[o]
            m = self.colmap[o]; A = {c['num']: c for c in self.a['cols'][o]}
            rows = self.a['rows'].get(o, [])
            news = list(self.b['rows'].get(n, []))
            lost, bad = self.match(o, n, rows, news)
            if lost:                                     # moved to another member of the same partition tree?
                kin = [x for x in self.tb if x != n and (famb[x] == famb.get(n) or famb[x] == fam[o] or fam.get(x) == fam[o]) and x in self.b['rows']]
                if kin:
                    names = {c['num']: c['name'] for c in self.b['cols'][n]}
                    more = []
                    for x in kin:
                        byname = {c['name']: c['num'] for c in self.b['cols'][x]}
                        for r in self.b['rows'][x]: more.append({num: r.get(byname.get(nm)) for num, nm in names.items()})
                    lost, bad = self.match(o, n, rows, news + more)
            if lost: self.lost.append(f"rows {t['name']}")
            for num, c in A.items():
                if num not in m: self.lost.append(f"column {t['name']}.{c['name']}")
                elif num in bad:
                    if m[num][1]: self.lost.append(f"values {t['name']}.{c['name']}")
                    else: self.lost.append(f"column {t['name']}.{c['name']}"); 
            for num in [k for k in m if k in bad and not m[k][1]]: del m[num]
            tn = self.tb[n]
            if tn['name'] != t['name']: self.also.append(f"renames table {t['name']} to {tn['name']}")
            if tn['file'] != t['file']: self.also.append(f"table-rewrite {t['name']}")
            if t['rls'] and not tn['rls']: self.also.append(f"drops rls {t['name']}")
            for num, (d, own) in m.items():
                c = A[num]; w = f"{t['name']}.{c['name']}"
                if d['name'] != c['name']: self.also.append(f"renames column {w} to {d['name']}")
                if d['type'] != c['type'] and own: self.also.append(f"type {w} {c['type']} to {d['type']}")
                if c['def'] and not d['def'] and not c['gen']: self.also.append(f"drops default {w}")
                if c['nn'] and not d['nn']: self.also.append(f"drops not-null {w}")
                if d['nn'] and not c['nn']: self.also.append(f"sets not-null {w}")

    def replaced(self, o, t):
        n = self.bname.get(t['name'])
        if n is not None and n not in self.ta:
            m = self.columns(o, n)
            if len(m) == len(self.a['cols'][o]):
                news = list(self.b['rows'].get(n, []))
                names = {c['num']: c['name'] for c in self.b['cols'][n]}
                for x in self.tb:                        # a partitioned table holds what its partitions hold
                    if x == n or self.family(self.b, x) != n: continue
                    byname = {c['name']: c['num'] for c in self.b['cols'][x]}
                    news += [{num: r.get(byname.get(nm)) for num, nm in names.items()} for r in self.b['rows'].get(x, [])]
                lost, bad = self.match(o, n, self.a['rows'].get(o, []), news)
                if not lost and not bad:
                    self.map[o] = n
                    return
        self.gone_tables[o] = t
        self.lost.append(f"table {t['name']}")

    def ident(self, oid, num):
        """a column before -> its identity after"""
        m = self.colmap.get(oid, {}).get(num)
        return (self.map[oid], m[0]['num']) if m and oid in self.map else None

    def norm(self, s, oid, text, before):
        """an expression with column names replaced by the numbers they have after"""
        if text is None: return None
        text = text.lower() if False else text
        out = text
        names = []
        for c in s['cols'][oid]:
            num = c['num']
            if before:
                i = self.ident(oid, num)
                num = i[1] if i else 'gone%d' % num
            names.append((c['name'], num))
        for name, num in sorted(names, key=lambda x: -len(x[0])):
            for w in ('"%s"' % name, name):
                out = re.sub(r'(?<![\w"\'{])' + re.escape(w) + r'(?![\w"\'}(])', '{%s}' % num, out)
        out = re.sub(r'::(text|character varying|bpchar)(\[\])?(\(\d+\))?', '', out)
        return re.sub(r'\s+', '', out).replace('(', '').replace(')', '')

    def idef(self, s, i, before):
        rel = self.map.get(i['rel']) if before else i['rel']
        cols = tuple(self.norm(s, i['rel'], re.sub(r'\s+(DESC|ASC)?(\s*NULLS (FIRST|LAST))?$', '', c), before) for c in i['cols'])
        return (rel, cols, self.norm(s, i['rel'], i['pred'], before), i['uniq'], i['nnd'])

    def indexes(self):
        have = {i['oid']: i for i in self.b['indexes']}
        new = [self.idef(self.b, i, False) for i in self.b['indexes'] if i['valid']]
        for i in self.a['indexes']:
            if i['rel'] in self.gone_tables or i['con']: continue
            if i['oid'] in have:
                if have[i['oid']]['name'] != i['name']: self.also.append(f"renames index {i['name']} to {have[i['oid']]['name']}")
                # The same index: its predicate may read otherwise where a label or a column has another name.
                if have[i['oid']]['valid'] or not i['valid']: continue
            if self.idef(self.a, i, True) not in new: self.lost.append(f"index {i['name']}")

    def cdef(self, k, before):
        if k['typ']: return ('d', k['kind'], k['typ'])
        cols = tuple(sorted(((self.ident(k['rel'], n) if before else (k['rel'], n)) or (-1, n)) for n in k['key'] or []))
        frel = k['frel'] and (self.map.get(k['frel'], -1) if before else k['frel'])
        fcols = tuple((self.ident(k['frel'], n) if before else (k['frel'], n)) or (-1, n) for n in k['fkey'] or [])
        if k['kind'] == 'f': cols = tuple((self.ident(k['rel'], n) if before else (k['rel'], n)) or (-1, n) for n in k['key'])
        return (self.map.get(k['rel']) if before else k['rel'], k['kind'], cols, frel, fcols)

    def constraints(self):
        have = {k['oid']: k for k in self.b['constraints']}
        new = collections.Counter(self.cdef(k, False) for k in self.b['constraints'])
        keepers = collections.Counter(self.cdef(k, True) for k in self.a['constraints'] if k['oid'] in have)
        typ = {t['oid']: t['name'] for t in self.a['types']}; typb = {t['oid'] for t in self.b['types']}
        for k in self.a['constraints']:
            if k['rel'] in self.gone_tables or k['parent']: continue
            if k['typ']:
                if k['oid'] not in have and k['typ'] in typb:
                    d = self.cdef(k, True)
                    if new[d] - keepers[d] > 0: keepers[d] += 1
                    else: self.lost.append(f"constraint {typ[k['typ']]}.{k['name']}")
                continue
            if k['oid'] in have:
                if have[k['oid']]['name'] != k['name']: self.also.append(f"renames constraint {self.ta[k['rel']]['name']}.{k['name']} to {have[k['oid']]['name']}")
                continue
            d = self.cdef(k, True)
            if k['kind'] == 'u' and self.is_unique_index(d):
                self.also.append(f"makes constraint {self.ta[k['rel']]['name']}.{k['name']} a unique index"); continue
            if new[d] - keepers[d] > 0:
                keepers[d] += 1
                n = [x for x in self.b['constraints'] if self.cdef(x, False) == d]
                if k['valid'] and not any(x['valid'] for x in n): self.also.append(f"not-valid constraint {self.ta[k['rel']]['name']}.{k['name']}")
                if k['kind'] in 'cf' and not any(re.sub(' NOT VALID$', '', x['def']) == k['def'] for x in n):
                    self.also.append(f"changes constraint {self.ta[k['rel']]['name']}.{k['name']}")
            else: self.lost.append(f"constraint {self.ta[k['rel']]['name']}.{k['name']}")

    def is_unique_index(self, d):
        cols = sorted(n for _, n in d[2])
        return any(i['rel'] == d[0] and i['uniq'] and i['valid'] and not i['con'] and not i['pred'] and not i['nnd']
                   and sorted(int(x) for x in i['key'].split()[:i['nkey']]) == cols for i in self.b['indexes'])

    def types(self):
        have = {t['oid']: t for t in self.b['types']}; names = {t['name']: t for t in self.b['types']}
        for t in self.a['types']:
            n = have.get(t['oid']) or names.get(t['name'])
            if not n or n['kind'] != t['kind']: self.lost.append(f"type {t['name']}"); continue
            if n['name'] != t['name']: self.also.append(f"renames type {t['name']} to {n['name']}")
            if t['kind'] == 'e':
                for k, v in (t['labels'] or {}).items():
                    if (n['oid'] != t['oid'] or k not in (n['labels'] or {})) and v not in (n['labels'] or {}).values():
                        self.lost.append(f"enum-value {t['name']}.{v}")

    def sequences(self):
        have = {s['oid']: s for s in self.b['sequences']}
        owned = {tuple(s['owner']): s for s in self.b['sequences'] if s['owner']}; names = {s['name']: s for s in self.b['sequences']}
        for s in self.a['sequences']:
            n = have.get(s['oid'])
            back = lambda x: (x['next'] - s['next']) * (1 if s['inc'] > 0 else -1) < 0
            if n:
                if n['name'] != s['name']: self.also.append(f"renames sequence {s['name']} to {n['name']}")
                if back(n): self.lost.append(f"sequence-position {s['name']}")
                continue
            if s['owner']:
                rel, num = s['owner']
                if rel in self.gone_tables or (rel in self.map and self.ident(rel, num) is None): continue
                x = owned.get(self.ident(rel, num))
            else: x = names.get(s['name'])
            if x is None or back(x): self.lost.append(f"sequence {s['name']}")

    def los(self):
        have = {l['oid']: l['sum'] for l in self.b['los']}
        if any(have.get(l['oid']) != l['sum'] for l in self.a['los']): self.lost.append('large-object')

    def others(self):
        for kind in ('view', 'function', 'trigger', 'rule', 'extension', 'schema', 'policy'):
            k = {'policy': 'policies'}.get(kind, kind + 's')
            B = {x['name']: x for x in self.b[k]}; ids = {x['oid']: x for x in self.b[k]}
            for x in self.a[k]:
                n = ids.get(x['oid']) or B.get(x['name'])
                what = 'materialized view' if x.get('kind') == 'm' else kind
                if not n: self.also.append(f"drops {what} {x['name']}")
                elif n['name'] != x['name'] and kind != 'trigger': self.also.append(f"renames {what} {x['name']} to {n['name']}")
                elif x.get('def') != n.get('def') and kind in ('view', 'function', 'policy', 'trigger'): self.also.append(f"changes {what} {x['name']}")


TX = re.compile(r'^\s*(BEGIN|START\s+TRANSACTION|COMMIT|ROLLBACK|END|ABORT)\b[^;]*;', re.I | re.M)
MODES = ['ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock']
LOCKS = """SELECT coalesce(json_agg(json_build_array(relation, mode)), '[]')::text FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'
 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


def controls(sql):
    s = re.sub(r'\$(\w*)\$.*?\$\1\$', "''", sql, flags=re.S)
    s = re.sub(r'--[^\n]*', '', s)
    return bool(TX.search(s))


def run(name):
    d = os.path.join(A.cases, name)
    case = json.load(open(d + '/case.json'))
    db = case.get('database') or 'm_' + re.sub(r'\W', '_', name)[:50]
    twin = 'twin'
    mig = open(d + '/migration.sql').read()
    for x in (db, twin): psql('template1', c=f'DROP DATABASE IF EXISTS "{x}"')
    psql('template1', c=f'CREATE DATABASE "{db}" TEMPLATE template0')
    try:
        psql(db, f=d + '/base.sql')
        if os.path.exists(d + '/production.sql') and not A.empty: psql(db, f=d + '/production.sql')
        before = snapshot(db)
        locks = []
        if case.get('run') != 'statements' and not controls(mig) and 'database' not in case:
            psql('template1', c=f'CREATE DATABASE "{twin}" TEMPLATE "{db}"')
            try: out = psql(twin, c=mig.rstrip().rstrip(';') + '\n;\n' + LOCKS)
            except Fail: out = '[]'                       # runs only alone (CONCURRENTLY): no lock is held at its end
            locks = json.loads(out.strip().split('\n[[', 1)[-1].join(['[[', '']) if '\n[[' in out.strip() else out.strip().split('\n')[-1])
        if case.get('run') == 'statements': psql(db, f=d + '/migration.sql')
        else: psql(db, c=mig)
        after = snapshot(db)
    finally:
        for x in (db, twin): psql('template1', c=f'DROP DATABASE IF EXISTS "{x}" WITH (FORCE)')
    c = Compare(before, after)
    best = {}
    for rel, mode in locks:
        if rel in c.ta and mode in MODES: best[rel] = max(best.get(rel, -1), MODES.index(mode))
    also = sorted(set(c.also)) + sorted(f"lock {MODES[v][:-4]} {c.ta[r]['name']}" for r, v in best.items())
    return case, sorted(set(c.lost)), also


def main():
    names = A.names or sorted(os.listdir(A.cases))
    names = [n for n in names if os.path.exists(os.path.join(A.cases, n, 'case.json'))]
    start()
    bad = 0; n = collections.Counter()
    try:
        for name in names:
            why = json.load(open(os.path.join(A.cases, name, 'case.json'))).get('unmeasured')
            if why: n['unmeasured'] += 1; print('LEFT', name, why, flush=True); continue
            try:
                case, lost, also = run(name)
            except Fail as e:
                bad += 1; print('FAIL', name, '\n    ', e, flush=True); continue
            hand = sorted(case['destroys'])
            cls = 'destructive' if hand else 'benign'
            if lost != hand or case['class'] != cls or case['id'] != name:
                bad += 1; print('DIFF', name, '\n     hand    ', case['class'], hand, '\n     measured', lost, flush=True)
            n[case['class'] + (' borderline' if case.get('borderline') else '')] += 1
            if A.write and not A.empty and also != case.get('also'):
                out = {}
                for k, v in case.items():
                    out[k] = v
                    if k == 'destroys': out['also'] = also
                out['also'] = also
                with open(os.path.join(A.cases, name, 'case.json'), 'w') as f: f.write(json.dumps(out, indent=2, ensure_ascii=False) + '\n')
    finally:
        stop()
    print(dict(n), 'not agreeing:', bad)
    sys.exit(1 if bad else 0)


main()
