/**
 * Words that news use for one another, by language; in each list a space parts meanings. Forms that no stemmer brings
 * together (fell, gestiegen) stand with their word. Of Chinese and Japanese it is pairs of characters, as terms are.
 */
import { baseLanguage } from './languages'

const list = (words: string): string[] => words.trim().split(/\s+/)

/** Written as in a paper; reduced when they are looked up. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  en: list(`
    kill|slay|slain|murder die|perish|death|fatality|deceased|dead|deadly|fatal|fatally injure|wound|hurt|injury
    begin|began|begun|start|commence|launch end|finish|conclude|terminate halt|stop|suspend|cease|pause
    buy|bought|purchase|acquire|acquisition sell|sold|sale car|vehicle|automobile ship|vessel|boat ferry|ferryboat
    plane|aircraft|airplane|jet crash|collision|collide|strike|struck|hit
    increase|rise|rose|risen|raise|grow|grew|grown|growth|climb|surge|soar|jump|gain|hike|boost
    decrease|fall|fell|fallen|decline|drop|shrink|shrank|slump|plunge|plummet|tumble|dip|cut|reduce|reduction|slash
    help|aid|assist|assistance|support talk|discussion|negotiation|negotiate|dialogue meet|met|meeting
    agree|agreement|accord|pact|deal sign|ink urge|call|appeal|exhort criticise|criticize|criticism|condemn|denounce|slam
    approve|approval|endorse|back|pass ban|prohibit|outlaw|bar arrest|detain|apprehend police|policeman|officer
    court|tribunal judge|justice leader|head|chief chairman|chair|president company|firm|corporation|enterprise
    worker|employee|staff job|employment|post money|fund|funding child|children|kid|minor woman|women|female man|men|male
    country|nation|state government|administration official|authority big|large|huge|major small|little|minor
    important|significant|key fast|quick|rapid evacuate|evacuation|ashore
    protest|demonstration|rally protester|demonstrator fire|blaze storm|hurricane|typhoon|cyclone
    quake|earthquake|tremor doctor|physician|medic hospital|clinic school|college student|pupil report|account
    show|reveal|indicate|demonstrate find|found|discover|detect want|wish|seek|sought need|require|necessary try|attempt
    plan|intend|intention vote|ballot|poll election|elect win|won|victory|triumph lose|lost|loss|defeat
    house|home|residence build|built|construct|construction destroy|demolish|ruin damage|harm repair|mend|fix
    replace|replacement|substitute run|ran|operate|operation near|close|nearby north|northern south|southern
    east|eastern west|western year|annual month|monthly week|weekly visit|trip|tour trade|commerce economic|economy
    cooperate|cooperation|collaborate|collaboration delegation|mission|representative|delegate price|cost weapon|arm
    military|army|force
    jail|prison|imprison|imprisonment|incarcerate|sentence convict|conviction|guilty former|ex|previous
    law|bill|legislation lawmaker|legislator|parliamentarian|mp airline|carrier tariff|duty fee|charge
    investigate|investigation|probe|inquiry rescue|save victim|casualty missing|disappear|vanish flee|fled|escape
    refuse|reject|rejection|rebuff accuse|blame delay|postpone|postponement|defer cancel|cancellation|scrap|axe
    allow|permit|permission attack|assault|raid bomb|explosive|explosion|explode|blast soldier|troop
    rebel|insurgent|militant flood|flooding|inundate illness|disease|sickness|ill|sick drug|medicine|medication
    vaccine|vaccination|vaccinate|jab truck|lorry railway|railroad|rail road|highway|motorway flat|apartment film|movie
    football|soccer spokesman|spokeswoman|spokesperson analyst|expert|specialist researcher|scientist study|research
    customer|client|consumer|shopper shop|store profit|earnings stock|share tax|levy oil|crude|petroleum petrol|gasoline
    electricity|power nuclear|atomic warn|warning|caution promise|pledge|vow predict|prediction|forecast
    announce|announcement|declare|declaration|unveil resign|resignation|quit appoint|appointment oppose|opposition
    lawyer|attorney|solicitor suspect|suspicion crime|offence|offense illegal|unlawful border|frontier town|city
    region|province island|isle|archipelago mountain|mount|peak climber|mountaineer pier|quay|dock|wharf driver|motorist
    tourist|visitor|holidaymaker journalist|reporter photo|photograph|picture|image baby|infant teenager|teen
    marry|marriage|wed|wedding free|release|freed hostage|captive kidnap|abduct|abduction seize|capture|confiscate
    steal|stole|stolen|theft|rob|robbery search|hunt severe|intense danger|dangerous|hazardous safe|safety
    choose|chose|chosen|choice|select|selection keep|kept|retain|maintain|unchanged leave|left|depart|departure
    speak|spoke|spoken|speech write|wrote|written pay|paid|payment spend|spent|spending send|sent think|thought
    give|gave|given take|took|taken make|made come|came go|went|gone see|saw|seen know|knew|known hold|held bring|brought
    break|broke|broken drive|drove|driven fly|flew|flown|flight sink|sank|sunk shoot|shot|shooting fight|fought
    lead|led teach|taught throw|threw|thrown freeze|froze|frozen|frost burn|burnt speed|velocity
    insist|maintain acknowledge|admit|concede hope|hopeful reopen|resume restrict|restriction|limit|curb
    trial|hearing verdict|ruling emergency|crisis poor|poverty rich|wealthy huge|enormous|massive
    gather|assemble crowd|throng ceasefire|truce treaty|convention envoy|ambassador|diplomat`),
  de: list(`
    töten|getötet|ermorden|ermordet|umbringen sterben|starb|gestorben|tod|tot|tote|todesopfer|ums
    verletzen|verletzt|verletzung|verwunden beginnen|begann|begonnen|anfangen|starten|beginn|start
    enden|beenden|beendet|abschließen|ende kaufen|gekauft|kauf|erwerben|erwarb|erworben|übernehmen|übernahme
    auto|wagen|fahrzeug|pkw schiff|boot|fähre
    steigen|stieg|gestiegen|anstieg|zunehmen|zunahme|wachsen|wuchs|gewachsen|erhöhen|erhöht|erhöhung
    sinken|sank|gesunken|fallen|fiel|gefallen|abnehmen|rückgang|zurückgehen|zurückgegangen|verringern|senken
    helfen|half|geholfen|unterstützen|unterstützung|hilfe gespräch|verhandlung|verhandeln|dialog unternehmen|firma|konzern
    mitarbeiter|beschäftigte|angestellte kind|minderjährige regierung|kabinett polizei|beamte
    brand|feuer|brennen|brannte|flammen sturm|orkan|unwetter erdbeben|beben arzt|ärzte|mediziner krankenhaus|klinik
    schule|gymnasium bericht|meldung wahl|abstimmung gewinnen|gewann|gewonnen|sieg
    verlieren|verlor|verloren|niederlage haus|gebäude zerstören|vernichten chef|leiter|vorsitzende
    stelle|arbeitsplatz|arbeitsplätze|job streichen|strich|gestrichen|abbauen|abbau|wegfallen|kürzen|kürzung
    gefängnis|haft|haftstrafe|freiheitsstrafe früher|ehemalig|einstig verurteilen|verurteilt|urteil
    festnehmen|festgenommen|festnahme|verhaften|verhaftung inflation|inflationsrate|teuerung|teuerungsrate
    streik|arbeitskampf|ausstand|warnstreik beschließen|beschloss|beschlossen|verabschieden|billigen
    ankündigen|ankündigung|angekündigt|mitteilen|mitgeteilt feuerwehrleute|feuerwehr|feuerwehrmann
    stehlen|gestohlen|diebstahl|entwenden|dieb verdächtige|tatverdächtige|täter warnen|warnung
    fordern|forderung|verlangen ablehnen|abgelehnt|ablehnung|zurückweisen zustimmen|zustimmung|zugestimmt
    öffnen|geöffnet|eröffnen|eröffnet|eröffnung schließen|geschlossen|schließung|sperren|gesperrt|sperrung
    treffen|traf|getroffen|zusammenkommen präsident|staatschef staat|land abgeordnete|parlamentarier flugzeug|maschine
    lastwagen|lkw zug|bahn straße|autobahn strom|elektrizität flut|hochwasser|überschwemmung untersuchen|untersuchung|prüfen
    retten|gerettet|rettung fliehen|floh|geflohen|flucht angriff|angreifen|attacke soldat|truppen
    verschieben|verschoben|verschiebung absagen|abgesagt|absage geld|mittel gewinn|überschuss verlust|defizit
    aktie|wertpapier verbieten|verboten|verbot erlauben|erlaubt|erlaubnis anwalt|verteidiger grenze|grenzübergang
    finden|fand|gefunden|entdecken sprechen|sprach|gesprochen gehen|ging|gegangen kommen|kam|gekommen
    nehmen|nahm|genommen geben|gab|gegeben stehen|stand|gestanden bauen|gebaut|errichten|bau`),
  fr: list(`
    tuer|assassiner|meurtre mourir|mort|décès|décéder blesser|blessé|blessure commencer|débuter|lancer|début
    finir|terminer|achever|fin augmenter|augmentation|hausse|progresser|croître|croissance
    baisser|baisse|diminuer|diminution|recul|reculer|chute|chuter acheter|achat|acquérir|racheter vendre|vente
    voiture|automobile|véhicule bateau|navire avion|appareil accord|pacte réunion|rencontre|rencontrer
    arrêter|arrestation|interpeller police|policier tribunal|cour|justice prison|emprisonner|détention
    entreprise|société|compagnie|firme salarié|employé|travailleur emploi|poste enfant|mineur pays|nation
    gouvernement|exécutif incendie|feu tempête|ouragan séisme|tremblement médecin|docteur hôpital|clinique
    élève|étudiant élection|scrutin|vote|voter gagner|remporter|victoire perdre|perte|défaite détruire|ravager
    aider|aide|soutien|soutenir annoncer|annonce|déclarer loi|législation ancien|ex député|parlementaire
    rejeter|refuser|rejet|refus enquête|enquêter voler|vol|dérober secourir|secours|sauver inondation|inonder|crue
    grève|débrayage prix|coût bénéfice|profit reporter|report|repousser interdire|interdiction
    autoriser|autorisation frontière|frontalier chercheur|scientifique`),
  es: list(`
    matar|asesinar|asesinato morir|murió|muerte|muerto|fallecer herir|herido|herida|lesión
    empezar|comenzar|iniciar|inicio|comienzo terminar|acabar|finalizar|fin
    aumentar|aumento|subir|subida|crecer|crecimiento|alza bajar|bajada|caer|caída|cayó|descender|descenso|disminuir
    comprar|compra|adquirir vender|venta coche|automóvil|vehículo|auto barco|buque|navío avión|aeronave acuerdo|pacto
    reunión|encuentro|reunirse detener|detención|arrestar policía|agente tribunal|corte|juzgado
    cárcel|prisión|encarcelar empresa|compañía|firma trabajador|empleado empleo|puesto|trabajo niño|menor país|nación
    gobierno|ejecutivo incendio|fuego tormenta|huracán|temporal terremoto|seísmo|sismo médico|doctor hospital|clínica
    alumno|estudiante elección|comicios|votación ganar|victoria|triunfo perder|pérdida|derrota destruir|arrasar
    ayudar|ayuda|apoyo|apoyar anunciar|anuncio|declarar ley|legislación diputado|parlamentario rechazar|rechazo
    investigar|investigación|pesquisa robar|robo rescatar|rescate|salvar inundación|inundar huelga|paro precio|coste|costo
    beneficio|ganancia aplazar|aplazamiento|posponer prohibir|prohibición frontera|fronterizo`),
  zh: list(`
    总统|主席 表示|指出 死亡|丧生|遇难|身亡|丧命|罹难|死者 受伤|负伤|伤者 增加|上升|增长|上涨|提高
    下降|减少|下跌|降低|下滑 公司|企业 会谈|谈判|对话|磋商 合作|协作 警方|警察 火灾|大火 地震|强震
    逮捕|拘捕|抓获|拘留 裁员|裁减 岗位|职位 维持|保持 宣布|公布|发布|宣告 购买|买下|收购 盗窃|偷窃|失窃 信件|书信
    同意|答应 通过|批准 干旱|旱灾 洪水|水灾|洪灾|洪涝 台风|风暴 专家|学者 医生|医师 老人|老年 汽车|轿车|车辆
    飞机|客机|航班 船只|船舶|轮船 火车|列车 开始|启动|开启 结束|终止|停止 计划|打算 要求|呼吁|敦促 谴责|批评|抨击
    支持|赞成 帮助|援助|协助 建设|建造|兴建 关闭|停业 开放|重开 价格|售价|物价 员工|职工|雇员|职员 总理|首相
    政府|当局 选举|大选 获胜|胜出|赢得 失败|落败 访问|到访|出访 协议|协定 签署|签订 边境|国境 推迟|延期|延后
    拒绝|回绝 调查|侦查 袭击|攻击 士兵|军人 救援|救助 学生|学员 孩子|儿童 居民|住户 首次|首度 举行|举办`),
  ja: list(`
    死亡|死者|犠牲|亡くな 負傷|けが|怪我|重傷|軽傷 増加|上昇|増え|増大 減少|低下|減っ|減り 会社|企業 会談|協議|対話
    開始|始ま|始め 終了|終わ 警察|県警 火災|火事 逮捕|拘束 窃盗|盗ん|盗み 購入|買っ|買い 削減|減ら 合意|一致
    可決|成立 維持|据え 閉鎖|休館|閉館 社員|職員|従業 首相|総理 政府|当局 選挙|投票 勝利|当選|勝っ 訪問|訪れ
    計画|予定|方針 要求|要請|求め 非難|批判 支持|賛成 支援|援助 建設|建造 価格|値段|物価 医師|医者 電車|列車
    台風|暴風 洪水|浸水|冠水 延期|先送 拒否|拒ん 調査|捜査 攻撃|襲撃 救助|救出 子供|児童|子ど 住民|市民 開催|開か`),
}

const classes = new Map<string, ReadonlyMap<string, string>>()

/**
 * The words of a language that stand for one meaning, each by its stem, with the name of the meaning.
 * @param reduce how a word becomes the term that is looked up
 */
export function synonymClasses(lang: string, reduce: (word: string) => string): ReadonlyMap<string, string> {
  const base = baseLanguage(lang)
  const known = classes.get(base)
  if (known) return known
  const made = new Map<string, string>()
  for (const line of synonyms[base] ?? []) {
    const reduced = line.split('|').map(reduce)
    const name = `~${reduced[0] ?? ''}`
    // A word of two meanings stays with its first.
    for (const term of reduced) if (!made.has(term)) made.set(term, name)
  }
  classes.set(base, made)
  return made
}
