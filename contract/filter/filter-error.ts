import { ApiError } from '../errors.ts'

/** 400 INVALID_PARAMETER_VALUE about a filter or an order; `position` is the 0-based index of the faulty character. */
export class FilterError extends ApiError {
  readonly position: number
  constructor(message: string, position: number) {
    super('INVALID_PARAMETER_VALUE', message)
    this.name = 'FilterError'
    this.position = position
  }
}
