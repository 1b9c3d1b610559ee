/** The pages of a search, one after the other: `ask` is given the token of the next, to be added to its input. */
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

/** What asks for the page that a token begins; the first has none, or an empty one. */
export const pageFrom = (token: string | undefined): { page_token?: string } => (token ? { page_token: token } : {})
