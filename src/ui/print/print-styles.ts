const important = '!important'

/** What is of no use on paper: navigation, controls, and what floats above the page. */
const chrome = [
  'body > :not(#root)',
  'nav',
  'header',
  'a[href="#page"]',
  '[data-screen]',
  '[data-page-actions]',
  '.tabs',
  '.MuiToggleButton-root',
  '.MuiInputBase-root',
  '[role=tooltip]',
  '.MuiButton-root',
  '.MuiIconButton-root',
  '.icon-button',
  '.MuiFormControl-root',
  '.MuiSkeleton-root',
  '.MuiSwitch-root',
  '.MuiSlider-root',
  'main form',
  'main input',
  'main select',
  'main button[aria-pressed=false]',
  'main button[aria-label^="Remove "]',
]

/** The page on paper. What styles can't do, such as unfolding, is done by `usePrinting`. */
export const printStyles = {
  '@page': { margin: '14mm' },
  'html, body': { background: '#fff', fontSize: '14px' },
  [chrome.join(', ')]: { display: `none ${important}` },
  'main, main *': {
    maxHeight: `none ${important}`,
    overflow: `visible ${important}`,
    overflowWrap: 'break-word',
    contentVisibility: `visible ${important}`,
    maskImage: `none ${important}`,
    WebkitLineClamp: `none ${important}`,
  },
  'main, #root > *': { minHeight: `0 ${important}`, height: `auto ${important}`, padding: `0 ${important}` },
  'main > div': { padding: `0 ${important}`, height: `auto ${important}` },
  // Where this paper came from, and when.
  'main[data-paper]::before': {
    content: 'attr(data-paper)',
    display: 'block',
    fontSize: '11px',
    color: '#5a626c',
    marginBottom: '8px',
    overflowWrap: 'anywhere',
  },
  'main pre, main pre *': { whiteSpace: `pre-wrap ${important}` },
  'main .one-line': { whiteSpace: 'normal' },
  'main img, main canvas, main video, main [role=img] div': { maxWidth: `100% ${important}` },
  'main canvas, main img': { height: `auto ${important}` },
  'tr, img, canvas, h1, h2, h3, dt': { breakInside: 'avoid' },
  'h1, h2, h3': { breakAfter: 'avoid' },
  'a[data-address]::after': {
    content: '" (" attr(data-address) ")"',
    fontSize: '0.85em',
    color: '#5a626c',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
  },
  '[data-printed] a[data-address]::after': { content: 'attr(data-address)', display: 'block' },
} as const
