// Runs before the first paint, so that a dark page never flashes white. MUI keeps the choice under this key.
const mode = localStorage.getItem('mui-mode') || 'system'
const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')
