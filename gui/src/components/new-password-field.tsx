import type { ComponentProps } from 'react'
import type { AuthConfig } from '@/api/types'
import { t } from '@/lib/i18n'
import { PasswordMeter } from './password-meter'
import { Field, Input } from './ui/field'

/** What is wrong with the length of a password; the rest only the server can judge. */
export function judgePassword(password: string, config: AuthConfig): string | undefined {
  const length = [...password].length
  if (length < config.password_min) return t('auth.password.short', { n: config.password_min })
  return length > config.password_max
    ? t('auth.password.long', { n: config.password_max })
    : undefined
}

type Props = {
  label: string
  error?: string
  min: number
  input: ComponentProps<'input'> & { value: string }
}

/** A password that is chosen, with how long it is so far. */
export function NewPasswordField({ label, error, min, input }: Props) {
  return (
    <Field
      label={label}
      error={error}
      hint={<PasswordMeter length={[...input.value].length} min={min} />}
    >
      {(wired) => <Input {...wired} {...input} type="password" autoComplete="new-password" />}
    </Field>
  )
}
