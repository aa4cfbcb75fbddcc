// Runs before the first paint so that a dark screen never flashes white and no row changes its height.
;(function () {
  var choice = 'system'
  var density = 'comfortable'
  try {
    var stored = JSON.parse(localStorage.getItem('postmagiq.ui') || '{}')
    if (stored.state && stored.state.theme) choice = stored.state.theme
    if (stored.state && stored.state.density === 'compact') density = 'compact'
  } catch {
    // Storage may be blocked or hold something unreadable: the system's theme is right then.
  }
  var dark =
    choice === 'dark' ||
    (choice === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
  document.documentElement.dataset.density = density
})()
