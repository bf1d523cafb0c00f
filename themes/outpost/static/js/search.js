// The search page: loads the index on first use, ranks in the browser, asks nobody else.
(() => {
  'use strict';
  const form = document.querySelector('form.search');
  if (!form) return;
  const input = form.querySelector('input');
  const found = document.querySelector('.found');
  const list = document.querySelector('.results');
  let index = null;
  const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const load = () => index || (index = fetch(form.dataset.index).then((r) => r.json()).then(({ stories }) => stories.map((s) => ({
    url: s[0], title: s[1], dek: s[2], date: s[3], publishers: s[4], fields: [[fold(s[1]), 8], [fold(s[5].join(' ')), 4], [fold(s[4].join(' ')), 4], [fold(s[2]), 2]],
  }))));
  const score = (story, words) => {
    let sum = 0;
    for (const word of words) {
      let best = 0;
      for (const [text, weight] of story.fields) {
        const at = text.indexOf(word);
        if (at < 0) continue;
        const starts = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]);
        const ends = !/[\p{L}\p{N}]/u.test(text[at + word.length] || ' ');
        best = Math.max(best, weight * (starts ? (ends ? 3 : 2) : 1));
      }
      if (!best) return 0;
      sum += best;
    }
    return sum;
  };
  const marked = (text, words) => {
    const parts = [];
    const folded = fold(text);
    if (folded.length !== text.length) return [text];
    const hits = words.flatMap((w) => { const out = []; for (let at = folded.indexOf(w); at >= 0; at = folded.indexOf(w, at + w.length)) out.push([at, at + w.length]); return out; }).sort((a, b) => a[0] - b[0]);
    let end = 0;
    for (const [from, to] of hits) {
      if (from < end) continue;
      parts.push(text.slice(end, from));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(from, to);
      parts.push(mark);
      end = to;
    }
    parts.push(text.slice(end));
    return parts;
  };
  const run = async () => {
    const words = fold(input.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const url = new URL(location);
    if (input.value) url.searchParams.set('q', input.value); else url.searchParams.delete('q');
    history.replaceState(null, '', url);
    if (!words.length) { list.replaceChildren(); found.textContent = ''; return; }
    let stories;
    try { stories = await load(); } catch { index = null; found.textContent = 'The index could not be loaded. Try again in a moment.'; return; }
    const hits = stories.map((s, n) => [score(s, words), n, s]).filter((h) => h[0]).sort((a, b) => b[0] - a[0] || a[1] - b[1]).map((h) => h[2]);
    found.textContent = hits.length ? `${hits.length} ${hits.length === 1 ? 'story' : 'stories'}` : 'Nothing found. Try fewer or other words.';
    list.replaceChildren(...hits.slice(0, 50).map((story) => {
      const item = document.createElement('li');
      const heading = document.createElement('h2');
      const link = document.createElement('a');
      link.href = story.url;
      link.append(...marked(story.title, words));
      heading.append(link);
      const dek = document.createElement('p');
      dek.className = 'dek';
      dek.append(...marked(story.dek, words));
      const meta = document.createElement('p');
      meta.className = 'meta';
      meta.append(`${story.date}${story.publishers.length ? ' · ' : ''}`, ...marked(story.publishers.join(', '), words));
      item.append(heading, dek, meta);
      return item;
    }));
  };
  let timer = 0;
  input.addEventListener('focus', () => { load().catch(() => { index = null; }); }, { once: true });
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, 120); });
  form.addEventListener('submit', (event) => { event.preventDefault(); run(); });
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) { input.value = asked; run(); }
})();
