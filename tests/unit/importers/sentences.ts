/** A few sentences of news in many languages, written for these tests, and the encodings that each is met in. */

export interface Sample {
  /** BCP 47. */
  lang: string
  text: string
  /** The label that Collate reads, and iconv-lite's name of it. */
  encodings: readonly (readonly [label: string, codec: string])[]
}

const western = [
  ['windows-1252', 'windows1252'],
  ['windows-1252', 'iso88591'],
  ['windows-1252', 'iso885915'],
  ['macintosh', 'macroman'],
] as const
const icelandic = western.slice(0, 3)
const central = [
  ['windows-1250', 'windows1250'],
  ['iso-8859-2', 'iso88592'],
  ['x-mac-ce', 'maccenteuro'],
] as const
const baltic = [
  ['windows-1257', 'windows1257'],
  ['windows-1257', 'iso885913'],
  ['iso-8859-4', 'iso88594'],
] as const
const cyrillic = [
  ['windows-1251', 'windows1251'],
  ['iso-8859-5', 'iso88595'],
  ['x-mac-cyrillic', 'maccyrillic'],
] as const

export const samples: readonly Sample[] = [
  {
    lang: 'is',
    text: 'Bæjarstjórnin kom saman á fimmtudaginn og frestaði viðgerð á brúnni. Íbúar þorpsins sögðu að þeir hefðu beðið í mörg ár og að nóg væri komið.',
    encodings: icelandic,
  },
  {
    lang: 'fo',
    text: 'Býráðið kom saman hósdagin og útsetti arbeiðið á brúnni. Fólk í bygdini søgdu, at tey høvdu bíðað í nógv ár, og at tað ikki kundi halda á.',
    encodings: icelandic,
  },
  {
    lang: 'fr',
    text: 'Le conseil s’est réuni jeudi et a reporté à l’été la réparation du pont. Les élus ont répété que l’argent était là, mais pas les ouvriers.'.replaceAll(
      '’',
      "'",
    ),
    encodings: western,
  },
  {
    lang: 'de',
    text: 'Der Rat hat die Arbeiten an der Brücke auf den Herbst verschoben. Für die Geschäfte am Kai heißt das, dass sie noch länger warten müssen.',
    encodings: western,
  },
  {
    lang: 'es',
    text: 'El concejo se reunió el jueves y aplazó la reparación del puente. La alcaldesa prometió un plan para el próximo año y pidió paciencia a los vecinos, que están ya cansados.',
    encodings: western,
  },
  {
    lang: 'pt',
    text: 'A câmara reuniu-se na quinta-feira e adiou a reparação da ponte. Não houve ninguém contra a decisão, mas vários vereadores saíram antes da votação.',
    encodings: western,
  },
  {
    lang: 'it',
    text: 'Il consiglio si è riunito giovedì e ha rinviato i lavori al ponte. La città aspetterà più a lungo, perché gli operai non ci sono e il denaro è già finito.',
    encodings: western,
  },
  {
    lang: 'sv',
    text: 'Fullmäktige möttes på torsdagen och sköt upp arbetet på bron. Färjan går som förr, men affärerna vid kajen får vänta ännu en säsong på kunderna.',
    encodings: western,
  },
  {
    lang: 'da',
    text: 'Byrådet mødtes torsdag og udskød arbejdet på broen. Færgen sejler som før, men butikkerne på kajen må vente endnu en sæson på kunderne.',
    encodings: western,
  },
  {
    lang: 'nb',
    text: 'Kommunestyret møttes torsdag og utsatte arbeidet på brua. Ferja går som før, men butikkene på kaia må vente enda en sesong på kundene, sier ordføreren.',
    encodings: western,
  },
  {
    lang: 'fi',
    text: 'Valtuusto kokoontui torstaina ja siirsi sillan korjauksen syksyyn. Kukaan ei vastustanut päätöstä, mutta moni lähti pois ennen äänestystä.',
    encodings: western,
  },
  {
    lang: 'et',
    text: 'Volikogu kogunes neljapäeval ja lükkas silla remondi sügisesse. Keegi ei olnud selle vastu, kuid mõni läks enne hääletust ära ja teised küsisid raha kohta.',
    encodings: [...western, ...baltic],
  },
  {
    lang: 'ca',
    text: 'El consell es va reunir dijous i va ajornar la reparació del pont. L’alcaldessa va dir que els diners hi són, però que això no és el problema de la població.'.replaceAll(
      '’',
      "'",
    ),
    encodings: western,
  },
  {
    lang: 'ga',
    text: 'Tháinig an chomhairle le chéile Déardaoin agus cuireadh an obair ar an droichead siar. Dúirt an méara go bhfuil an t-airgead ann ach nach bhfuil na hoibrithe ar fáil.',
    encodings: western,
  },
  {
    lang: 'sq',
    text: 'Këshilli u mblodh të enjten dhe e shtyu riparimin e urës. Kryetarja tha se paratë janë gati, por nuk ka punëtorë për këtë punë deri në vjeshtë.',
    encodings: [...western, ['windows-1252', 'windows1250']],
  },
  {
    lang: 'en',
    text: 'The bridge is 240 m long and was shut for 12 days. The work will cost 3 million, some 7 % of what the town has, and 9 of the 31 members said no.',
    encodings: western.slice(0, 3),
  },
  {
    lang: 'pl',
    text: 'Rada zebrała się w czwartek i odłożyła naprawę mostu do jesieni. Nikt się nie sprzeciwił, choć kilku członków wyszło przed głosowaniem, żeby zdążyć na prom.',
    encodings: central,
  },
  {
    lang: 'cs',
    text: 'Rada se sešla ve čtvrtek a odložila opravu mostu na podzim. Nikdo nebyl proti, ačkoli několik členů odešlo ještě před hlasováním, aby stihli přívoz.',
    encodings: central,
  },
  {
    lang: 'sk',
    text: 'Rada sa zišla vo štvrtok a odložila opravu mosta na jeseň. Nikto nebol proti, hoci niekoľko členov odišlo ešte pred hlasovaním, aby stihli kompu.',
    encodings: central,
  },
  {
    lang: 'hu',
    text: 'A tanács csütörtökön ült össze, és őszre halasztotta a híd javítását. Senki sem tiltakozott, bár többen elmentek a szavazás előtt, hogy elérjék a kompot.',
    encodings: central,
  },
  {
    lang: 'hr',
    text: 'Vijeće se sastalo u četvrtak i odgodilo popravak mosta do jeseni. Nitko se nije protivio, iako je više članova otišlo prije glasovanja jer su žurili na trajekt.',
    encodings: central,
  },
  {
    lang: 'sl',
    text: 'Svet se je sestal v četrtek in preložil popravilo mostu na jesen. Nihče ni nasprotoval, čeprav je več članov odšlo že pred glasovanjem, ker so šli na trajekt.',
    encodings: central,
  },
  {
    lang: 'lt',
    text: 'Taryba susirinko ketvirtadienį ir atidėjo tilto remontą iki rudens. Niekas neprieštaravo, nors keli nariai išėjo dar prieš balsavimą, nes skubėjo į keltą.',
    encodings: baltic,
  },
  {
    lang: 'lv',
    text: 'Dome sanāca ceturtdien un atlika tilta remontu līdz rudenim. Neviens neiebilda, kaut gan vairāki locekļi aizgāja vēl pirms balsošanas, jo steidzās uz prāmi.',
    encodings: baltic,
  },
  {
    lang: 'tr',
    text: 'Meclis perşembe günü toplandı ve köprünün onarımını sonbahara bıraktı. Kimse karşı çıkmadı, ama birkaç üye oylamadan önce ayrıldı çünkü vapura yetişmeleri gerekiyordu.',
    encodings: [
      ['windows-1254', 'windows1254'],
      ['windows-1254', 'iso88599'],
    ],
  },
  {
    lang: 'ru',
    text: 'Совет собрался в четверг и отложил ремонт моста до осени. Никто не возражал, хотя несколько человек ушли ещё до голосования: они спешили на паром.',
    encodings: [...cyrillic, ['koi8-r', 'koi8r'], ['ibm866', 'cp866']],
  },
  {
    lang: 'uk',
    text: 'Рада зібралася в четвер і відклала ремонт мосту до осені. Ніхто не заперечував, хоча кілька людей пішли ще до голосування: вони поспішали на пором.',
    encodings: [...cyrillic, ['koi8-u', 'koi8u']],
  },
  {
    lang: 'bg',
    text: 'Съветът се събра в четвъртък и отложи ремонта на моста за есента. Никой не беше против, макар че няколко души си тръгнаха преди гласуването заради ферибота.',
    encodings: cyrillic,
  },
  {
    lang: 'sr',
    text: 'Веће се састало у четвртак и одложило поправку моста до јесени. Нико се није противио, иако је више чланова отишло пре гласања јер су журили на трајект.',
    encodings: cyrillic,
  },
  {
    lang: 'el',
    text: 'Το συμβούλιο συνήλθε την Πέμπτη και ανέβαλε την επισκευή της γέφυρας. Κανείς δεν ήταν αντίθετος, αν και μερικοί έφυγαν πριν από την ψηφοφορία.',
    encodings: [
      ['windows-1253', 'windows1253'],
      ['iso-8859-7', 'iso88597'],
    ],
  },
  {
    lang: 'he',
    text: 'המועצה התכנסה ביום חמישי ודחתה את תיקון הגשר עד הסתיו. איש לא התנגד, אף שכמה חברים יצאו עוד לפני ההצבעה כדי להספיק למעבורת.',
    encodings: [
      ['windows-1255', 'windows1255'],
      ['windows-1255', 'iso88598'],
    ],
  },
  {
    lang: 'ar',
    text: 'اجتمع المجلس يوم الخميس وأرجأ إصلاح الجسر إلى الخريف. لم يعترض أحد على القرار، مع أن بعض الأعضاء خرجوا قبل التصويت.',
    encodings: [
      ['windows-1256', 'windows1256'],
      ['iso-8859-6', 'iso88596'],
    ],
  },
  {
    lang: 'th',
    text: 'สภาเมืองประชุมเมื่อวันพฤหัสบดีและเลื่อนการซ่อมสะพานออกไปจนถึงฤดูหนาว ไม่มีใครคัดค้านแต่มีหลายคนออกไปก่อนลงคะแนน',
    encodings: [['windows-874', 'windows874']],
  },
  {
    lang: 'zh-Hans',
    text: '委员会周四开会，决定把桥梁的维修推迟到秋天。没有人反对，不过有几位委员在表决之前就离开了会场，去赶渡船。',
    encodings: [['gb18030', 'gb18030']],
  },
  {
    lang: 'zh-Hant',
    text: '委員會週四開會，決定把橋樑的維修推遲到秋天。沒有人反對，不過有幾位委員在表決之前就離開了會場，去趕渡船。',
    encodings: [['big5', 'big5']],
  },
  {
    lang: 'ja',
    text: '市議会は木曜日に開かれ、橋の修理を秋まで延期することを決めた。反対する人はいなかったが、採決の前に席を立った議員もいた。',
    encodings: [
      ['shift_jis', 'cp932'],
      ['euc-jp', 'eucjp'],
    ],
  },
  {
    lang: 'ko',
    text: '시의회는 목요일에 모여 다리 수리를 가을까지 미루기로 했다. 반대하는 사람은 없었지만 표결 전에 자리를 뜬 의원도 있었다.',
    encodings: [['euc-kr', 'cp949']],
  },
]

/** Sentences in scripts that are met in Unicode alone. */
export const unicodeOnly: Readonly<Record<string, string>> = {
  hi: 'परिषद की बैठक गुरुवार को हुई और पुल की मरम्मत शरद ऋतु तक टाल दी गई। किसी ने विरोध नहीं किया।',
  ta: 'வியாழக்கிழமை கூடிய மன்றம் பாலத்தின் பழுதுபார்ப்பை ஒத்திவைத்தது. யாரும் எதிர்க்கவில்லை.',
  bn: 'বৃহস্পতিবার পরিষদের সভা হয় এবং সেতুর মেরামত পিছিয়ে দেওয়া হয়। কেউ আপত্তি করেননি।',
  te: 'గురువారం సమావేశమైన మండలి వంతెన మరమ్మతును వాయిదా వేసింది. ఎవరూ వ్యతిరేకించలేదు.',
  ml: 'വ്യാഴാഴ്ച ചേർന്ന സമിതി പാലത്തിന്റെ പണി മാറ്റിവെച്ചു. ആരും എതിർത്തില്ല.',
  si: 'සභාව බ්‍රහස්පතින්දා රැස්වී පාලමේ අලුත්වැඩියාව කල් දැමීය.',
  ka: 'საბჭო ხუთშაბათს შეიკრიბა და ხიდის შეკეთება შემოდგომამდე გადადო.',
  hy: 'Խորհուրդը հավաքվեց հինգշաբթի օրը և հետաձգեց կամրջի վերանորոգումը։',
  am: 'ምክር፡ቤቱ፡ሐሙስ፡ዕለት፡ተሰብስቦ፡የድልድዩን፡ጥገና፡አዘገየ።',
  km: 'ក្រុមប្រឹក្សាបានប្រជុំកាលពីថ្ងៃព្រហស្បតិ៍ ហើយពន្យារពេលការជួសជុលស្ពាន។',
  my: 'ကောင်စီသည် ကြာသပတေးနေ့တွင် စည်းဝေးပြီး တံတားပြင်ဆင်မှုကို ရွှေ့ဆိုင်းခဲ့သည်။',
  bo: 'ལྷན་ཚོགས་ཀྱིས་ཟམ་པའི་ཞིག་གསོ་ཕྱིར་འཐེན་བྱས་པ་རེད།',
}
