/** The dossier's only style: it must look right on any machine, and on paper. */
export const dossierStyle = `
:root { color-scheme: light dark; --quiet: #5b6270; --line: #d9dce2; --good: #0b6b3a; --bad: #a3201d; --mark: #f4f5f7; }
@media screen and (prefers-color-scheme: dark) {
  :root { --quiet: #a4abb8; --line: #3a3f49; --good: #6fce98; --bad: #ff938c; --mark: #23262d; }
  body { background: #16181d; color: #e8eaee; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 16px; overflow-wrap: anywhere; }
h1 .number { font-weight: 400; color: var(--quiet); }
h2 { font-size: 17px; margin: 32px 0 8px; }
h3 { font-size: 14px; margin: 16px 0 4px; overflow-wrap: anywhere; }
p { margin: 4px 0 8px; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: start; vertical-align: top; font-weight: 400; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; white-space: pre-wrap; font-variant-numeric: tabular-nums; }
thead th, tbody th { color: var(--quiet); }
thead th { font-weight: 600; }
header table th { width: 25%; }
.same td, .quiet, small { color: var(--quiet); }
small { display: block; font-size: 12px; }
.words { overflow-wrap: normal; }
.hash { font: 11px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
/* Wide enough for a hash in one line, also on paper. */
@media print, (min-width: 601px) {
  table[aria-label^='Files'] thead th:first-child { width: 58%; }
  table[aria-label^='Decisions'] thead th { width: 24%; }
  table[aria-label^='Decisions'] thead th:last-child { width: auto; }
}
table[aria-label='Registration'] thead th:first-child { width: 25%; }
blockquote { margin: 4px 0 0; padding-inline-start: 12px; border-inline-start: 2px solid var(--line); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 80ch; }
.unread { border-inline-start: 3px solid var(--bad); padding-inline-start: 12px; }
pre { margin: 0; padding: 8px; background: var(--mark); font: 12px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
pre + pre { border-top: 1px solid var(--line); }
.added { color: var(--good); }
.removed { color: var(--bad); }
@media (max-width: 600px) { th, td { padding-inline-end: 6px; } }
@media print {
  main { max-width: none; padding: 0; }
  h2, h3, thead { break-after: avoid; }
  tr, blockquote { break-inside: avoid; }
  .hash { font-size: 10px; }
  @page { margin: 16mm 14mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 10px system-ui, sans-serif; } }
}
`
