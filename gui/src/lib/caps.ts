/** An amount in US dollars as typed: nothing for an empty field, NaN for what is no amount above zero. */
export function capOf(typed: string): number | undefined {
  const amount = amountOf(typed)
  return amount === 0 ? NaN : amount
}

/** The same where nothing at all is an amount too. */
export function amountOf(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace(/^\$\s*/, '')
    .replace(',', '.')
  if (text === '') return undefined
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN
}

/** Credits as typed: nothing for an empty field, NaN for what is no whole number. */
export function creditCapOf(typed: string): number | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN
}
