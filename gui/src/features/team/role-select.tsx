import type { ComponentProps } from 'react'
import { Select } from '@/components/ui/field'
import { maybe } from '@/lib/i18n'
import { roleValue, type RoleView } from './queries'

/** The name of a role: built-in ones in the reader's language. */
export const roleName = (role: { slug?: string; name: string }) =>
  (role.slug && maybe(`role.${role.slug}`)) || role.name

type Props = ComponentProps<typeof Select> & { roles: RoleView[] }

/** Every role that can be given: all but the owner's. */
export function RoleSelect({ roles, ...rest }: Props) {
  return (
    <Select {...rest}>
      {roles
        .filter((role) => role.slug !== 'owner')
        .map((role) => (
          <option key={roleValue(role)} value={roleValue(role)}>
            {roleName(role)}
          </option>
        ))}
    </Select>
  )
}
