const text = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content

/** The server's nonce: the CSP allows only styles that carry it. Empty in development. */
export const nonce = text ? { nonce: text } : {}
