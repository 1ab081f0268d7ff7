/** What the specimens say: words of the usual, of too great and of another kind. */

export const long =
  'Delegation of the Japanese Chamber of Commerce in Changchun City visits the association, and speaks of trade, exchange and old friendship'
export const unbroken = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
export const chinese = '中日友好关系的政治基础与共同利益'
export const japanese = '日中関係の政治的基礎と互恵'

export const nothing = (): void => undefined
