import { expect } from 'vitest'

async function post(shelf: string, path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'Content-Type': 'application/json', Origin: new URL(shelf).origin }
  const response = await fetch(`${shelf}api/2.0/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, string>
}

/** Stores a file as the 3.18 client does where artifacts go through the server: in one part, straight into the store. */
export async function storeProxied(shelf: string, artifactUri: string, path: string, content: string) {
  const file = `${artifactUri.replace('mlflow-artifacts:/', '')}/${path}`
  const [name = ''] = file.split('/').slice(-1)
  const parent = file.slice(0, -name.length - 1)
  const at = (step: string) => `mlflow-artifacts/mpu/${step}/${parent.split('/').map(encodeURIComponent).join('/')}`
  const made = (await post(shelf, at('create'), { path: name, num_parts: 1 })) as unknown as {
    upload_id: string
    credentials: { url: string; part_number: number }[]
  }
  const [{ url = '', part_number = 1 } = {}] = made.credentials
  const etag = (await fetch(url, { method: 'PUT', body: content })).headers.get('etag')
  await post(shelf, at('complete'), { path: name, upload_id: made.upload_id, parts: [{ part_number, url, etag }] })
}

/** Stores a file of a run whose files MLflow does not carry in any case. */
export async function storeDirect(shelf: string, run_id: string, path: string, content: string) {
  const { presigned_url = '' } = await post(shelf, 'mlflow/artifacts/presigned-upload-url', { run_id, path })
  expect((await fetch(presigned_url, { method: 'PUT', body: content })).status).toBe(200)
}
