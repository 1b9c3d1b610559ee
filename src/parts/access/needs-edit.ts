import { hasAccounts } from '../../api/access/access.ts'
import { serverInfo } from '../../api/server-info.ts'

/** Says that something can't be done with a model because it needs to be edited; `what` completes “You can’t …”. */
export function needsEdit(what: string, model: string): string {
  const level = hasAccounts ? 'CAN_EDIT' : 'EDIT permission'
  const whose = serverInfo.auth === 'operator' ? ' for the MLflow account that this server uses' : ''
  return `You can’t ${what}: this needs ${level} on the model “${model}”${whose}.`
}

/** The same for an alias that the policy guards; `what` is what is done with it. */
export const needsProduction = (what: string, model: string) =>
  `You can’t ${what} aliases that the policy guards: this needs CAN_MANAGE_PRODUCTION_VERSIONS on the model “${model}”.`
