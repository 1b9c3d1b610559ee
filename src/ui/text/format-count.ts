/** A count with its digits in groups: `12,345`. Without Intl, whose first use costs a page 17 ms. */
export const formatCount = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
