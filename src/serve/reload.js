// Put into pages by `digest serve` alone: shows the new site as soon as there is one.
(() => {
  "use strict";
  const KEPT = "digest:place";
  // The site that this page is of, from the response that brought it.
  let site = performance.getEntriesByType("navigation")[0]?.serverTiming?.find((t) => t.name === "site")?.description || null;
  let news = null;
  let overlay = null;

  // The first thing in view that has an id, and where it stands: text that comes or goes above it does not move it.
  function place() {
    for (const element of document.body.querySelectorAll("[id]")) {
      const box = element.getBoundingClientRect();
      if (box.height > 0 && box.top >= 0 && box.top < innerHeight) return { id: element.id, top: box.top };
    }
    return {};
  }

  function reload() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, y: scrollY, ...place() }));
    } catch {}
    location.reload();
  }

  function comeBack() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {}
    if (!kept || kept.path !== location.pathname || (kept.y === 0 && scrollY === 0)) return;
    const put = () => {
      const element = kept.id && document.getElementById(kept.id);
      const top = element ? scrollY + element.getBoundingClientRect().top - kept.top : kept.y;
      scrollTo({ top, behavior: "instant" });
    };
    history.scrollRestoration = "manual";
    put();
    // Fonts and pictures may have moved the text by then.
    addEventListener("load", () => { put(); history.scrollRestoration = "auto"; }, { once: true });
  }

  // Style sheets are replaced by those that a fresh copy of this page names: their names may have changed with their text.
  async function restyle() {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const links = (page) => [...page.querySelectorAll('link[rel~="stylesheet"][href]')];
    const now = links(document);
    const next = links(fresh);
    if (!answer.ok || now.length !== next.length) return reload();
    now.forEach((old, at) => {
      const link = next[at].cloneNode();
      const address = new URL(next[at].getAttribute("href"), location.href);
      address.searchParams.set("site", site);
      link.href = address.href;
      // The old one stays until the new one is there, so that nothing flickers.
      for (const event of ["load", "error"]) link.addEventListener(event, () => old.remove(), { once: true });
      old.after(link);
    });
  }

  function cover(text) {
    uncover();
    overlay = document.createElement("div");
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { all: initial; position: fixed; inset: 0; z-index: 2147483647; overflow: auto; background: rgb(20 18 16 / .95); color: #f4efe6;
              font: 15px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
      section { max-width: 70rem; margin: 0 auto; padding: 2rem 1.25rem; }
      h2 { font: 600 1.25rem/1.3 system-ui, sans-serif; margin: 0 0 .25rem; color: #ff8f7a; }
      p { font: 1rem/1.4 system-ui, sans-serif; margin: 0 0 1.25rem; color: #c9c1b4; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding: 1rem; background: #1d1a17; border: 1px solid #4a423a; border-radius: .5rem; font: inherit; }
      button { font: 1rem system-ui, sans-serif; float: right; min-width: 2.5rem; min-height: 2.5rem; color: inherit; background: none; border: 1px solid #6b6056; border-radius: .5rem; }
    `);
    const root = overlay.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const section = document.createElement("section");
    section.setAttribute("role", "alert");
    const part = (name, text) => {
      const element = document.createElement(name);
      element.textContent = text;
      section.append(element);
      return element;
    };
    const close = part("button", "×");
    close.setAttribute("aria-label", "Show the page");
    close.addEventListener("click", uncover);
    part("h2", "The site cannot be built");
    part("p", "Below this is the last good one. It is built again as soon as a file is saved.");
    part("pre", text);
    root.append(section);
    overlay.id = "digest-fault";
    document.documentElement.append(overlay);
  }

  function uncover() {
    overlay?.remove();
    overlay = null;
  }

  function take(told) {
    if (told.fault) return cover(told.fault);
    uncover();
    if (site === null) site = told.site;
    if (site === told.site) return;
    const before = site;
    site = told.site;
    if (told.go && told.go !== location.pathname) return location.assign(told.go);
    if (told.restyled && told.restyled === before) return restyle().catch(reload);
    reload();
  }

  // A page that nobody sees asks for nothing: browsers allow few connections to one server.
  function listen() {
    if (news || document.hidden) return;
    news = new EventSource("/__digest/news");
    news.addEventListener("message", (event) => take(JSON.parse(event.data)));
  }

  function rest() {
    news?.close();
    news = null;
  }

  addEventListener("keydown", (event) => { if (event.key === "Escape") uncover(); });
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  comeBack();
  listen();
})();
