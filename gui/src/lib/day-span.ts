type Days = { from?: string; to?: string }

/** Days of the reader as moments: both days are included. */
export const daySpan = ({ from, to }: Days) => {
  const end = to === undefined ? undefined : new Date(`${to}T00:00:00`)
  end?.setDate(end.getDate() + 1)
  return {
    from: from === undefined ? undefined : new Date(`${from}T00:00:00`).toISOString(),
    to: end?.toISOString(),
  }
}
