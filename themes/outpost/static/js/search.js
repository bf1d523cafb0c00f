// The search page. It loads nothing until somebody searches, then the table of contents of the index and the few parts that the words need.
(() => {
  'use strict';
  const form = document.querySelector('form.search');
  if (!form) return;
  const input = form.querySelector('input');
  const found = document.querySelector('.found');
  const list = document.querySelector('.results');
  const say = (key, n) => (form.dataset[key] || '').replace('%', n);
  const WEIGHTS = [12, 6, 3, 1];
  const AT_ONCE = 10;
  const dense = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}]/u;
  const two = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', ς: 'σ' };

  // The same cutting as in the program that makes the index.
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’\u0307]/g, '').replace(/[ßæœøđłıς]/g, (c) => two[c]);
  const singular = (w) => {
    if (w.length < 5 || !/^[\x00-\x7f]+s$/.test(w)) return w;
    if (/ies$/.test(w) && !/[ea]ies$/.test(w)) return w.slice(0, -3) + 'y';
    if (/(?:x|ch|sh|ss|z)es$/.test(w)) return w.slice(0, -2);
    return /(?:u|s|i)s$/.test(w) ? w : w.slice(0, -1);
  };
  const cut = (text, english) => (fold(text).match(/[\p{L}\p{N}]+/gu) || []).flatMap((run) => {
    const out = [];
    for (const part of run.match(new RegExp(`${dense.source}+|[^${dense.source.slice(1)}+`, 'gu'))) {
      const chars = [...part];
      if (!dense.test(part)) {
        const word = chars.slice(0, 32).join('');
        out.push({ word, term: english ? singular(word) : word });
      } else if (chars.length === 1) out.push({ word: part, term: part });
      else for (let n = 1; n < chars.length; n += 1) out.push({ word: chars[n - 1] + chars[n], term: chars[n - 1] + chars[n] });
    }
    return out;
  });
  if (form.dataset.test) form.cut = cut;

  // Files, each fetched once; one that failed is tried again the next time.
  const files = new Map();
  const load = (path) => {
    if (!files.has(path)) {
      const url = new URL(path, new URL(form.dataset.index, location.href));
      const file = fetch(url).then((r) => { if (!r.ok) throw new Error(`${r.status}`); return r.json(); });
      file.catch(() => files.delete(path));
      files.set(path, file);
    }
    return files.get(path);
  };
  const contents = () => load(form.dataset.index);
  const part = (index, folder, n) => load(`${folder}/${n}.json?v=${index.version}`);

  const at = (firsts, term) => {
    let low = 0; let high = firsts.length;
    while (low < high) { const mid = (low + high) >> 1; if (firsts[mid] <= term) low = mid + 1; else high = mid; }
    return Math.max(low - 1, 0);
  };
  // The stories of an entry with the weight of the class in which they have the term.
  const read = (entry, into, factor) => {
    (entry || []).forEach((numbers, kind) => {
      let number = 0;
      numbers.forEach((step) => { number += step; into.set(number, Math.max(into.get(number) || 0, WEIGHTS[kind] * factor)); });
    });
  };
  const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : null);

  // Stories for one word: those with the term, and where the word may still be growing, those with a term that begins so.
  const lookup = async (index, { word, term }, grows) => {
    const scores = new Map();
    const exact = part(index, 't', at(index.terms, term));
    if (grows) {
      const [first, last] = [at(index.terms, word), at(index.terms, `${word}\uffff`)];
      if (last - first < 2) {
        const shared = await Promise.all(Array.from({ length: last - first + 1 }, (_, n) => part(index, 't', first + n)));
        for (const terms of shared) for (const key of Object.keys(terms)) if (key.startsWith(word)) read(terms[key], scores, 0.7);
      } else {
        read(own(await part(index, 'p', at(index.beginnings, word)), word), scores, 0.7);
      }
    }
    read(own(await exact, term), scores, 1);
    return scores;
  };

  const search = async (text) => {
    const index = await contents();
    let words = cut(text, index.english);
    const telling = words.filter((w) => !index.skip.includes(w.word));
    const grows = /[\p{L}\p{N}]$/u.test(text);
    const last = words[words.length - 1];
    // A word that says nothing may be the beginning of one that does.
    if (telling.length) words = telling;
    const maps = await Promise.all(words.map((w) => lookup(index, w, grows && w === last)));
    const rank = (needed) => {
      const sums = new Map();
      maps.forEach((scores) => {
        const rare = Math.log(1 + index.stories / (scores.size || 1));
        scores.forEach((score, n) => { const s = sums.get(n) || [0, 0]; sums.set(n, [s[0] + score * rare, s[1] + 1]); });
      });
      return [...sums].filter(([, s]) => s[1] >= needed).sort((a, b) => b[1][1] - a[1][1] || b[1][0] - a[1][0] || b[0] - a[0]).map(([n]) => n);
    };
    const all = rank(words.length);
    return { index, words, numbers: all.length || words.length < 2 ? all : rank(1), partly: !all.length };
  };

  // The text with every word that begins like one of the query marked, letter by letter of the original.
  const marked = (text, words) => {
    let folded = ''; const places = [];
    let at0 = 0;
    for (const c of text) { const f = fold(c); folded += f; for (let n = 0; n < f.length; n += 1) places.push(at0); at0 += c.length; }
    const spans = [];
    for (const { word, term } of words) {
      const want = term.length < word.length ? term.replace(/y$/, '') : word;
      for (let from = folded.indexOf(want); from >= 0; from = folded.indexOf(want, from + 1)) {
        const inside = from > 0 && !dense.test(want) && /[\p{L}\p{N}]/u.test(folded[from - 1]) && places[from - 1] + 1 >= places[from];
        const ending = /^(?:ies|es|s|y)?(?![\p{L}\p{N}])/u.exec(folded.slice(from + want.length, from + want.length + 4));
        const to = from + want.length + (ending ? ending[0].length : 0);
        if (!inside) spans.push([places[from], places[to] ?? text.length]);
      }
    }
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const out = []; let end = 0;
    for (const [from, to] of spans) {
      if (from < end) { if (to > end && out.length) { out[out.length - 1].textContent += text.slice(end, to); end = to; } continue; }
      out.push(text.slice(end, from));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(from, to);
      out.push(mark);
      end = to;
    }
    return { parts: [...out, text.slice(end)], hits: spans.length };
  };
  const element = (name, kind, ...parts) => { const e = document.createElement(name); if (kind) e.className = kind; e.append(...parts); return e; };
  const has = (text, word) => marked(text, [word]).hits > 0;

  // The claim that a story was found by, where its headline does not say it.
  const quote = async (item, url, words) => {
    const { claims } = await load(new URL(`${url}claims.json`, location.href).href);
    let best = null; let most = 0;
    for (const claim of claims) { const n = words.filter((w) => has(claim.text, w)).length; if (n > most) { most = n; best = claim; } }
    if (!best) return;
    const link = element('a', '', ...marked(best.text, words).parts);
    link.href = `${url}#${best.id}`;
    item.append(element('p', 'claim-found', link));
  };
  const seen = 'IntersectionObserver' in window ? new IntersectionObserver((entries) => entries.forEach((e) => {
    if (e.isIntersecting) { seen.unobserve(e.target); e.target.quote?.(); }
  })) : null;

  const show = async (result, from, mine) => {
    const { index, words, numbers } = result;
    const shown = numbers.slice(from, from + AT_ONCE);
    const stories = await Promise.all(shown.map((n) => part(index, 's', Math.floor(n / index.together)).then((p) => p[n % index.together])));
    if (mine !== turn) return;
    const items = stories.filter(Boolean).map(([url, title, dek, date, publishers]) => {
      const link = element('a', '', ...marked(title, words).parts);
      link.href = url;
      const meta = element('p', 'meta', `${date}${publishers.length ? ' · ' : ''}`, ...marked(publishers.join(', '), words).parts);
      const item = element('li', '', element('h2', '', link), ...(dek ? [element('p', 'dek', ...marked(dek, words).parts)] : []), meta);
      const missing = words.filter((w) => !has(`${title} ${dek} ${publishers.join(' ')}`, w));
      if (missing.length) { item.quote = () => quote(item, url, missing).catch(() => {}); if (seen) seen.observe(item); }
      return item;
    });
    list.querySelector('.further')?.remove();
    if (from) list.append(...items); else list.replaceChildren(...items);
    if (numbers.length > from + AT_ONCE) {
      const more = element('button', '', say('more', Math.min(AT_ONCE, numbers.length - from - AT_ONCE)));
      more.type = 'button';
      more.addEventListener('click', () => show(result, from + AT_ONCE, mine).then(() => list.children[from + AT_ONCE]?.querySelector('a')?.focus()).catch(() => { if (mine === turn) found.textContent = say('failed', 0); }));
      list.append(element('li', 'further', more));
    }
  };

  let turn = 0;
  const run = async () => {
    turn += 1;
    const mine = turn;
    const text = input.value.trim();
    const url = new URL(location);
    if (text) url.searchParams.set('q', text); else url.searchParams.delete('q');
    // Some browsers allow so many in half a minute, and some none to a page that was opened as a file.
    try { history.replaceState(history.state, '', url); } catch { /* The address does not say what was searched for. */ }
    if (!cut(text).length) { list.replaceChildren(); found.textContent = ''; return; }
    try {
      const result = await search(input.value);
      if (mine !== turn) return;
      const n = result.numbers.length;
      found.textContent = n ? (result.partly ? say('partly', n) : say(n === 1 ? 'one' : 'many', n)) : say('none', 0);
      await show(result, 0, mine);
    } catch {
      if (mine === turn) { found.textContent = say('failed', 0); list.replaceChildren(); }
    }
  };
  let timer = 0;
  const soon = (wait) => { clearTimeout(timer); timer = setTimeout(run, wait); };
  input.addEventListener('focus', () => { contents().catch(() => {}); }, { once: true });
  input.addEventListener('input', () => soon(120));
  form.addEventListener('submit', (event) => { event.preventDefault(); soon(0); });
  // Down and up go through the results, Escape back to the words.
  document.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('h2 a, button')];
    const here = links.indexOf(document.activeElement);
    if (here < 0 && document.activeElement !== input) return;
    if (event.key === 'ArrowDown' && links[here + 1]) { event.preventDefault(); links[here + 1].focus(); }
    if (event.key === 'ArrowUp' && here >= 0) { event.preventDefault(); (links[here - 1] || input).focus(); }
    if (event.key === 'Escape' && here >= 0) { event.preventDefault(); input.focus(); input.select(); }
  });
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) { input.value = asked; run(); }
})();
