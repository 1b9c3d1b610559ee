/** Yields the pages of a search. `ask` gets the token of the next page, to add to its input. */
export async function* allPages<Page extends { next_page_token?: string | undefined }>(
  ask: (next: { page_token?: string }) => Promise<Page> | Page,
): AsyncGenerator<Page, void> {
  let token: string | undefined
  do {
    const page = await ask(pageFrom(token))
    yield page
    token = page.next_page_token
  } while (token)
}

/** The input for the page of a token. The first page has no token, or an empty one. */
export const pageFrom = (token: string | undefined): { page_token?: string } => (token ? { page_token: token } : {})
