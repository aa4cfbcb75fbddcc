import type { ReactNode } from 'react'
import { t } from '@/lib/i18n'
import { hasAll, type Scope } from '@/lib/permissions'
import { useScope } from '@/lib/workspace'
import { NoPermission } from './states'

export function usePermission(...scopes: Scope[]): boolean {
  return hasAll(useScope().scopes, scopes)
}

/** Draws its children only for those who may; several scopes must all hold. */
export function Gate({ scope, children }: { scope: Scope | Scope[]; children: ReactNode }) {
  return usePermission(...[scope].flat()) ? children : null
}

/** A whole screen behind a right: without it the address still opens and says what is missing. */
export function RequireScope({ scope, children }: { scope: Scope; children: ReactNode }) {
  return usePermission(scope) ? children : <NoPermission right={t(`scope.${scope}`)} />
}
