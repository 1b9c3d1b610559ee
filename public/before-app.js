// Runs before the first paint, so that a dark page never flashes white. MUI keeps the choice under this key.
const mode = localStorage.getItem('mui-mode') || 'system'
const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')
// A page opened as `https://user:password@…` would load the app twice, request nothing, and show the password in the
// tracking URI. `location` has neither, and the browser still knows them.
if (new URL(document.baseURI).username || new URL(document.baseURI).password) location.replace(location.href)
// The page's first call starts now, beside the code; src/api/caller/early-call.ts takes its answer. Not where requests need headers.
const firstCall = document.querySelector('meta[name="first-call"]')
if (firstCall && !sessionStorage.getItem('modelshelf-sign-in')) {
  const answer = fetch(new URL(firstCall.content, document.baseURI), { redirect: 'manual' })
  answer.catch(() => {}) // the app asks again
  window.earlyCall = { url: firstCall.content, answer }
}
