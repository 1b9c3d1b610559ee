import { ApiError } from '../errors.ts'

/** What is wrong with a filter: as MLflow says it, which its clients and tests match on, and as the app does. */
export type Fault = {
  mlflow: string
  plain: string
  /** A name that the grammar does not know, as written: perhaps a known one was meant (did-you-mean.ts). */
  unknown?: string
}

/** 400 INVALID_PARAMETER_VALUE about a filter or an order; `position` is the 0-based index of the faulty character. */
export class FilterError extends ApiError {
  readonly position: number
  /** The same for people. */
  readonly plain: string
  readonly unknown: string | undefined
  constructor(fault: string | Fault, position: number) {
    const { mlflow, plain, unknown } =
      typeof fault === 'string' ? { mlflow: fault, plain: fault } : { unknown: undefined, ...fault }
    super('INVALID_PARAMETER_VALUE', mlflow)
    this.name = 'FilterError'
    this.position = position
    this.plain = plain
    this.unknown = unknown
  }
}
