// Before the first paint: the scheme that the reader chose on an earlier page.
(() => {
  try {
    const chosen = localStorage.getItem('scheme');
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.scheme = chosen;
  } catch { /* Storage is closed to this page: the system's scheme holds. */ }
})();
