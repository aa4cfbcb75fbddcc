import own from '@/locales/en/factors.json'
import { sentences } from './i18n'

/** Loaded with what shows second factors, passkeys and issuers: at signing in, in the settings, in the proof dialog. */
export const t = sentences(own)
