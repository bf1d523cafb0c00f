// What a page does beyond reading: the scheme switch, the passage card, the source that lights up, the link to copy, single keys, and marks for what
// is new since the last visit. Everything here can be missing: citations are links, and all that the card shows stands in the Sources list. What is
// remembered stays in this browser and is sent nowhere. Its words come from the page, in the page's language.
(() => {
  'use strict';
  const root = document.documentElement;
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* It holds for this page alone. */ } };
  // Other sites of one host share its storage, so that what is there may be anybody's.
  const memory = (key) => { try { const known = JSON.parse(kept(key)); return known && typeof known === 'object' && !Array.isArray(known) ? known : {}; } catch { return {}; } };
  const listed = (value) => (Array.isArray(value) ? value : null);

  const scheme = document.querySelector('button.scheme');
  if (scheme) {
    const order = ['auto', 'light', 'dark'];
    // What stands around the page, as a phone's bar, has the reader's scheme too.
    const bars = [...document.querySelectorAll('meta[name="theme-color"]')].map((bar) => ({ bar, media: bar.media }));
    const say = () => {
      const now = root.dataset.scheme || 'auto';
      scheme.setAttribute('aria-label', scheme.dataset[now]);
      scheme.title = scheme.dataset[now];
      scheme.dataset.now = now;
      for (const { bar, media } of bars) bar.media = now === 'auto' ? media : media.includes(now) ? 'all' : 'not all';
    };
    scheme.addEventListener('click', () => {
      const next = order[(order.indexOf(root.dataset.scheme || 'auto') + 1) % order.length];
      if (next === 'auto') delete root.dataset.scheme; else root.dataset.scheme = next;
      keep('scheme', next);
      say();
    });
    say();
    scheme.hidden = false;
  }

  for (const button of document.querySelectorAll('button.copy')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const words = button.textContent;
      try { await navigator.clipboard.writeText(button.dataset.copy); button.textContent = button.dataset.done; } catch { button.textContent = button.dataset.copy; }
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }

  const body = document.querySelector('.full .body');
  const items = body ? [...body.querySelectorAll('.claim[id]')] : [...document.querySelectorAll('[data-story]')];

  // New and changed since the last visit. A visit ends after half an hour without a page.
  const said = document.body.dataset;
  if (said.new) {
    const here = memory('visit');
    const now = Date.now();
    const stories = [...document.querySelectorAll('[data-story]')];
    here.known = listed(here.known);
    here.before = now - here.at < 18e5 ? listed(here.before) : here.known;
    const read = memory('read');
    for (const story of stories) {
      const { story: address, stamp } = story.dataset;
      const word = read[address] ? read[address].stamp < stamp && said.changed : here.before && !here.before.includes(address) && said.new;
      if (!word) continue;
      const mark = document.createElement('span');
      mark.className = 'fresh';
      mark.textContent = word;
      story.querySelector('.meta').prepend(mark);
    }
    here.known = [...new Set([...stories.map((s) => s.dataset.story), ...(here.known || [])])].slice(0, 400);
    here.at = now;
    keep('visit', JSON.stringify(here));
    if (body) {
      const path = location.pathname;
      const { stamp } = body.parentElement.dataset;
      const mark = (text) => { let h = 5381; for (const c of text) h = (h * 33 + c.codePointAt(0)) | 0; return (h >>> 0).toString(36); };
      const claims = items.map((claim) => mark([...body.querySelectorAll(`[data-claim="${claim.dataset.claim}"]`)].map((c) => c.textContent).join('').replace(/[\d\s\u2060]/g, '')));
      const last = listed(read[path]?.claims) && read[path];
      const fresh = last ? items.filter((_, n) => !last.claims.includes(claims[n])) : [];
      if (last && (fresh.length || last.stamp < stamp)) {
        fresh.forEach((claim) => claim.classList.add('fresh-claim'));
        const note = document.createElement('p');
        note.className = 'seen';
        note.setAttribute('role', 'status');
        const words = body.dataset;
        note.textContent = !fresh.length ? words.seenUpdated : fresh.length === 1 ? words.seenOne : words.seenMany.replace('5', fresh.length);
        body.prepend(note);
      }
      delete read[path];
      const all = Object.entries({ ...read, [path]: { stamp, claims } }).slice(-200);
      keep('read', JSON.stringify(Object.fromEntries(all)));
    }
  }

  // Single keys. They can be turned off (WCAG 2.2, 2.1.4), and leave alone whatever a text field, a modifier or an open dialog asks for.
  const keys = document.querySelector('dialog.keys');
  if (keys) {
    const box = keys.querySelector('input');
    box.checked = kept('keys') !== 'off';
    box.addEventListener('change', () => keep('keys', box.checked ? 'on' : 'off'));
    for (const button of document.querySelectorAll('.keys-open')) {
      button.hidden = false;
      button.addEventListener('click', () => keys.showModal());
    }
    let at = -1;
    const go = (step) => {
      if (!items.length) return;
      items[at]?.classList.remove('at');
      at = Math.min(Math.max(at + step, 0), items.length - 1);
      const item = items[at];
      item.classList.add('at');
      (item.querySelector('a') || document.querySelector(`.claim[data-claim="${item.dataset.claim}"] a`))?.focus({ preventScroll: true });
      item.scrollIntoView({ block: 'center' });
    };
    const follow = (selector) => { const link = document.querySelector(selector); if (link) link.click(); };
    const does = {
      j: () => go(1),
      k: () => go(-1),
      o: () => { if (items[at]) (items[at].querySelector('a[href]') || document.activeElement).click(); },
      s: () => document.getElementById('sources')?.scrollIntoView(),
      c: () => navigator.clipboard?.writeText(location.href.split('#')[0] + (body && items[at] ? `#${items[at].id}` : '')),
      n: () => follow('a[rel="next"]'),
      p: () => follow('a[rel="prev"]'),
      h: () => { location.href = `${said.base}/`; },
      '/': () => follow('a.find'),
      '?': () => keys.showModal(),
    };
    document.addEventListener('keydown', (event) => {
      const typing = event.target.closest('input, textarea, select, [contenteditable], dialog');
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing || keys.open) return;
      if (!box.checked && event.key !== '?') return;
      const act = does[event.key];
      if (act) { event.preventDefault(); act(); }
    });
  }

  if (!body) return;

  // The source of the claim under the pointer or the focus lights up in the list.
  let lit = [];
  const light = (claim) => {
    for (const element of lit) element.classList.remove('lit');
    lit = [];
    if (!claim) return;
    const cites = [...body.querySelectorAll(`.claim[data-claim="${claim}"] .cite`)];
    lit = [...body.querySelectorAll(`.claim[data-claim="${claim}"]`)];
    for (const label of cites.flatMap((c) => c.dataset.notes.split(' '))) {
      for (const id of [`note-${label}`, `source-${parseInt(label, 10)}`]) {
        const entry = document.getElementById(id);
        if (entry) lit.push(entry);
      }
    }
    for (const element of lit) element.classList.add('lit');
    // Beside the text the list scrolls by itself, to the passage if it is out of sight; below the text nothing may move.
    const list = document.querySelector('.sources');
    const entry = lit.find((e) => e.id.startsWith('note-')) || lit.find((e) => e.classList.contains('source'));
    if (entry && list && getComputedStyle(list).position === 'sticky') {
      const [inner, outer] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > Math.min(outer.bottom, innerHeight)) list.scrollTop += inner.top - outer.top - 96;
    }
  };

  const card = document.createElement('div');
  card.className = 'card';
  card.setAttribute('role', 'group');
  card.hidden = true;
  let shownFor = null;
  let timer = 0;

  const fill = (cite) => {
    card.replaceChildren();
    for (const label of cite.dataset.notes.split(' ')) {
      const source = document.getElementById(`source-${parseInt(label, 10)}`);
      if (!source) continue;
      if (!card.firstChild) {
        const who = source.querySelector('.who').cloneNode(true);
        card.append(who);
        card.setAttribute('aria-label', body.dataset.source.replace('{who}', who.textContent.trim()));
      }
      const note = document.getElementById(`note-${label}`);
      if (note) {
        card.append(note.querySelector('blockquote').cloneNode(true));
        const open = note.querySelector('a.open');
        if (open) card.append(open.cloneNode(true));
      } else {
        card.append(source.querySelector('.title').cloneNode(true));
      }
    }
    const entry = document.createElement('a');
    entry.href = `#source-${parseInt(cite.dataset.notes, 10)}`;
    entry.className = 'entry';
    entry.textContent = body.dataset.entry;
    card.append(entry);
    const claim = cite.closest('.claim');
    if (body.dataset.report && claim) {
      const report = document.createElement('a');
      const text = [...body.querySelectorAll(`.claim[data-claim="${claim.dataset.claim}"]`)].map((c) => [...c.childNodes].filter((n) => !n.classList?.contains('cites')).map((n) => n.textContent).join('')).join(' ');
      report.href = body.dataset.report.replaceAll('%7Bclaim%7D', claim.dataset.claim).replace('%7Btext%7D', encodeURIComponent(text.trim()));
      report.className = 'entry';
      report.textContent = body.dataset.reportName;
      card.append(report);
    }
  };

  // The lines of the claim that a number stands behind, in the window.
  const extent = (cite) => {
    const claim = cite.closest('.claim');
    const parts = claim ? [...body.querySelectorAll(`.claim[data-claim="${claim.dataset.claim}"]`)] : [cite];
    const lines = parts.flatMap((p) => [...p.getClientRects()]).filter((r) => r.width > 0);
    return { top: Math.min(...lines.map((r) => r.top)), bottom: Math.max(...lines.map((r) => r.bottom)) };
  };
  const narrow = matchMedia('(max-width: 40rem)');
  // Under the claim's last line, or above its first where there is more room: the card never covers the claim that it is for.
  const place = (cite) => {
    card.classList.remove('top');
    card.style.left = card.style.top = '';
    const { top, bottom } = extent(cite);
    const height = card.offsetHeight;
    if (narrow.matches) {
      // On a phone it is a sheet at the foot of the window, or at its head.
      if (bottom <= innerHeight - height) return;
      if (top >= height) card.classList.add('top');
      else scrollBy({ top: bottom - innerHeight + height + 8, behavior: 'instant' });
      return;
    }
    const frame = body.getBoundingClientRect();
    const mark = cite.getBoundingClientRect();
    const width = card.offsetWidth;
    const left = Math.min(Math.max(mark.left + mark.width / 2 - width / 2, Math.max(frame.left, 8)), Math.max(frame.right, 8 + width) - width);
    card.style.left = `${left - frame.left}px`;
    const above = height + 8 > innerHeight - bottom && top > innerHeight - bottom;
    card.style.top = `${(above ? top - height - 6 : bottom + 6) - frame.top}px`;
  };

  const show = (cite) => {
    clearTimeout(timer);
    if (shownFor === cite) return;
    shownFor = cite;
    fill(cite);
    // Behind its number in the document, so that Tab leads from the number into the card.
    cite.after(card);
    card.hidden = false;
    place(cite);
    const claim = cite.closest('.claim');
    light(claim ? claim.dataset.claim : null);
  };
  const hide = () => {
    clearTimeout(timer);
    if (!shownFor) return;
    shownFor = null;
    card.hidden = true;
    card.remove();
    light(null);
  };
  const hideSoon = () => { clearTimeout(timer); timer = setTimeout(hide, 300); };

  body.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    // On the way from the number to the card the pointer may cross the claim.
    const over = event.target.closest('.claim');
    const own = shownFor && over && over.dataset.claim === shownFor.closest('.claim')?.dataset.claim;
    if (card.contains(event.target) || (own && !event.target.closest('a.cite'))) { clearTimeout(timer); return; }
    const cite = event.target.closest('a.cite');
    if (cite) { clearTimeout(timer); timer = setTimeout(() => show(cite), shownFor ? 60 : 160); return; }
    if (shownFor) { hideSoon(); return; }
    clearTimeout(timer);
    const claim = event.target.closest('.claim');
    light(claim ? claim.dataset.claim : null);
  });
  body.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'touch') return;
    if (shownFor) hideSoon(); else { clearTimeout(timer); light(null); }
  });
  body.addEventListener('focusin', (event) => {
    const cite = event.target.closest('a.cite');
    if (cite && cite.matches(':focus-visible')) show(cite);
  });
  document.addEventListener('focusin', (event) => {
    if (shownFor && event.target !== shownFor && !card.contains(event.target) && !event.target.closest('a.cite')) hide();
  });
  // A finger has no hover: the first tap shows the passage, and the way to the original is in the card.
  let touched = false;
  body.addEventListener('pointerdown', (event) => { touched = event.pointerType === 'touch'; });
  body.addEventListener('click', (event) => {
    const cite = event.target.closest('a.cite');
    if (cite && touched) {
      event.preventDefault();
      if (shownFor === cite) hide(); else show(cite);
    } else if (event.target.closest('.card .entry')) {
      setTimeout(hide);
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (shownFor && !card.contains(event.target) && !event.target.closest('a.cite')) hide();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !shownFor) return;
    const back = card.contains(document.activeElement) ? shownFor : null;
    hide();
    if (back) back.focus({ preventScroll: true });
  });
})();
