import { withoutSecrets } from '../../text/without-secrets.ts'
import { isTime } from '../../ui/text/time.ts'
import type { Part } from '../changes/part.ts'
import { Html, html } from './html.ts'

/** A time to the millisecond, in one zone whoever reads it. */
export function moment(ms: number | undefined): Html {
  if (ms === undefined || !isTime(ms)) return html`${ms === undefined ? '–' : String(ms)}`
  const iso = new Date(ms).toISOString()
  return html`<time datetime="${iso}">${iso.replace('T', ' ').replace('Z', ' UTC')}</time>`
}

/** A text of a person or a program: it stands by itself, whichever way its script runs, and tells no password. */
export const said = (text: string): Html => html`<bdi>${text === '' ? '(empty)' : withoutSecrets(text)}</bdi>`

export type Row = { key: Html | string; cells: readonly (Html | string)[]; isSame?: boolean }

/** A table whose first column names the rows; without headers, one of facts. */
export function table(label: string, headers: readonly string[], rows: readonly Row[]): Html {
  const head = html`<thead>
    <tr>
      ${headers.map((header) => html`<th scope="col"><bdi>${header}</bdi></th>`)}
    </tr>
  </thead>`
  return html`<table aria-label="${label}">
    ${headers.length > 0 && head}
    <tbody>
      ${rows.map(rowOf)}
    </tbody>
  </table>`
}

function rowOf({ key, cells, isSame = false }: Row): Html {
  const name = typeof key === 'string' ? said(key) : key
  return html`<tr class="${isSame ? 'same' : 'other'}">
    <th scope="row">${name}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`
}

/** Says which parts could not be read, each reason once. */
export function unread(parts: readonly Part<unknown>[]): Html[] {
  const reasons = new Set(parts.flatMap((part) => (part.state === 'unknown' ? part.why : [])))
  return [...reasons].map((why) => html`<p class="unread">Not in this dossier: ${said(why)}</p>`)
}

export const section = (title: string, content: readonly (Html | undefined)[]): Html =>
  html`<section aria-label="${title}">
    <h2>${title}</h2>
    ${content}
  </section> `

export const none = (text: string): Html => html`<p class="quiet">${text}</p>`

/** Nothing there, or not known whether there is. */
export const absent = (part: Part<unknown>): Html =>
  html`<span class="quiet">${part.state === 'known' ? '–' : 'Unknown'}</span>`
