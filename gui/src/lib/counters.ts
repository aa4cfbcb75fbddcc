export const linkedInLimit = 3000
export const xLimit = 280

const word = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}]+)*/gu

/** Words as the server counts them: they begin with a letter, figures alone are none. */
export const countWords = (text: string) => text.match(word)?.length ?? 0

/** LinkedIn counts UTF-16 code units: an emoji is two or more. */
export const countLinkedIn = (text: string) => text.length

/** X counts a link as 23 and a code point above U+10FF as 2. */
export function countX(text: string): number {
  let count = 0
  const withoutLinks = text.replace(/https?:\/\/\S+/g, () => {
    count += 23
    return ''
  })
  for (const character of withoutLinks) count += (character.codePointAt(0) ?? 0) > 0x10ff ? 2 : 1
  return count
}

/** Parts a thread on X would take, cut at word ends. */
export function xParts(text: string): number {
  let parts = 0
  let used = 0
  for (const token of text.trim().split(/(\s+)/)) {
    const size = countX(token)
    if (parts === 0 || (used + size > xLimit && token.trim() !== '')) {
      parts += Math.max(1, Math.ceil(size / xLimit))
      used = size > xLimit ? size % xLimit : size
    } else {
      used += size
    }
  }
  return text.trim() === '' ? 0 : parts
}
