/** The URL that the app is served from, with a trailing slash: `<base href>` has the server's base path. */
export const baseUrl = document.baseURI.replace(/[^/]*$/, '')

/** The path that this server's pages begin with. */
export const basePath = new URL(baseUrl).pathname
