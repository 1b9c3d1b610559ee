// The least that could answer the bench's requests: node:http and node:sqlite, without validation, errors, accounts or a log. Shows what
// the
// machine allows. node bench/sketch/main.ts DATABASE FOLDER [told]: prints its address. Reads the tables of the embedded backend, on a
// copy.
// `told`: a change also writes what MLflow has not, the log and the texts that models are found by.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answers, type Input } from './answers.ts'

async function bodyOf(request: IncomingMessage): Promise<Input> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString()) as Input
}

const server = createServer(async (request, response) => {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const answer = answers[path.replace('/api/2.0/mlflow/', '')]! // the bench asks for nothing else
  const body = request.method === 'GET' ? {} : await bodyOf(request)
  const text = JSON.stringify(answer({ ...Object.fromEntries(new URLSearchParams(query)), ...body } as Input))
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text)
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`))
