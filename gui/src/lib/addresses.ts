type Slugs = { slug: string; former_slugs: string[] }

/** A path of this application to go on to after signing in; anything else is dropped. */
export function safeNext(next: unknown): string | undefined {
  if (typeof next !== 'string' || !next.startsWith('/')) return undefined
  const url = new URL(next, location.origin)
  const signingIn = url.pathname.startsWith('/auth/') && url.pathname !== '/auth/invite'
  if (url.origin !== location.origin || signingIn) return undefined
  return url.pathname + url.search + url.hash
}

/** The same address under the workspace's present name, when the given one is a former name. */
export function pathForFormerSlug(memberships: Slugs[], slug: string, href: string) {
  const owner = memberships.find((each) => each.former_slugs.includes(slug))
  if (!owner) return undefined
  const prefix = `/w/${slug}`
  return href.startsWith(prefix) ? `/w/${owner.slug}${href.slice(prefix.length)}` : undefined
}
