import { randomInt, randomUUID } from 'node:crypto'

const adjectives =
  'able amber ancient bold brave bright brisk calm candid cheerful clever cosmic crisp curious daring dapper deft eager earnest elegant fair fearless gentle glad golden graceful hardy honest humble jolly keen kind lively loyal lucid mellow merry mighty modest nimble noble patient placid polite proud quick quiet rapid rustic sincere silver sleek steady sturdy sunny swift tidy upbeat valiant vivid warm wise witty zesty'.split(
    ' ',
  )
const animals =
  'alpaca badger beaver bison bobcat camel condor coyote crane dolphin eagle egret falcon ferret finch fox gazelle gecko gibbon goose hare hawk heron ibex jackal jay kestrel koala lark lemur leopard llama lynx magpie marmot marten mole moose newt ocelot orca osprey otter owl panda pelican penguin pika plover puffin quail rabbit raven robin salmon seal shrew sparrow stoat stork swan tapir tern toad trout turtle viper vole walrus weasel wombat wren yak zebra'.split(
    ' ',
  )

/** Invents a name for a run or a logged model created without one: `keen-otter-417`. */
export function inventName(): string {
  return `${pick(adjectives)}-${pick(animals)}-${randomInt(1000)}`
}

const pick = (words: string[]) => words[randomInt(words.length)]

/** Makes an id of 32 hex digits, for runs and, after `m-`, logged models. */
export function newId(): string {
  return randomUUID().replaceAll('-', '')
}
