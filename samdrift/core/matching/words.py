"""Words that say something about a name without being one: used to tell a product's name from what stands round it.

All are folded as names are before they are compared: lower case, å and ä as a, ö as o.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _roles(text: str) -> dict[str, str]:
    """Lines «area: word, word» → word → area; «-» is a word that says only that it is a system."""
    roles: dict[str, str] = {}
    for line in text.strip().splitlines():
        area, words = line.split(":")
        for word in words.split(","):
            roles[word.strip()] = area.strip().strip("-")
    return roles


# Said about a system, not which: versions, environments, parts, words for «system».
NOISE = _words("""
    a ab admin administration aldre api app appar appen applikation arkiv arkiverad as av avslutad avslutas
    avvecklad avvecklas avvecklat basic client cloud com demo den desktop det drift endast enterprise ersatt
    ersatts externt for forvaltning forvaltningen gamla gammal gammalt gemensam gemensamt gmbh historik hostad
    i inc inkl internt it klient kommun kommunen kommuns lasversion licens licenser light lite lokal lokalt
    ltd med mobil mobile mobilt modul modulen moduler moln molntjanst nu ny ny2 nya nyare nytt obs och on
    online onprem oy pa plattform plus portal portalen prem premium pro prod produktion professional program
    programmet programvara release rev s saas samt se server servrar skarp sso standard std stod system
    systemet systemstod test testmiljo tillagg tillval tjanst tjansten upphort utb utbildning utgar utgatt v
    ver verktyg version web webb webben webbklient www
""")

#: Legal forms that a company's name begins or ends with.
COMPANY_FORMS = _words("""
    ab aktiebolag aktiebolaget publ as aps asa oy oyj inc ltd limited gmbh ag bv corp corporation company co kb hb
""")

#: What a company's name has beside its own words: legal forms and countries.
COMPANY_WORDS = COMPANY_FORMS | _words("""
    sverige sweden svenska norge norway danmark denmark finland suomi norden nordic nordics scandinavia europe
    international
""")

# Departments and boards as they are written behind a name.
OWNERS = _words("""
    aldreomsorg ao aoo avn barn bmn bou buf bun bygg ekonomi forskola fritid grundskola grv gsk gvux gymnasiet
    gymnasium hr hsl hvo hvof ifo kfn kfv kof kommunledning kommunstyrelsen kon koncern koncernen ks ksf ksk
    ku kuf kultur lon lss mbn mhn miljo mob mok omsorg omsorgen personal raddningstjanst raddningstjansten
    samhallsbyggnad sbf sbk sbn see skola skolan sn soc socialforvaltningen socialtjanst socialtjansten sof
    sol stab staben tek teknik tekniska tf tn un utbf utbildning utbildningsforvaltningen vo vux
    vuxenutbildning
""")

# What a system does → the word to look for in the areas of the catalogue.
ROLES = _roles("""
    ekonomi: ekonomi, affars, redovisning
    pa lon: lon, lone, personal, pa, hr
    rekrytering: rekrytering
    bemanning: bemanning
    schema: schema
    bygglov: bygglov
    arende: arende
    diarium: diarie, diarium, dokument
    bibliotek: bibliotek
    gis: gis, kart, karta
    passage: passage, passer
    las: las
    fastighet: fastighet, hyres
    inkop: inkop
    upphandling: upphandling
    telefoni: telefoni, vaxel, telefon, hanvisning
    socialtjanst: socialtjanst
    omsorg: omsorg
    -: verksamhets
    journal: journal
    larplattform: larplattform
    elev: elev, skol
    skolskjuts: skolskjuts
    trygghetslarm: trygghetslarm
    larm: larm
    maltid: maltid, kost
    bokning: boknings, bokning, boka, lokalbokning
    planering: budget, planering
    beslutsstod: beslutsstod
    uppfoljning: uppfoljning, ledning
    webbplats: webb, webbplats, intranat, hemsida
    kundtjanst: kundtjanst, kontaktcenter
    arkiv: arkiv
    e arkiv: e arkiv
    overformyndare: overformyndare
    miljo: miljo
    tillsyn: tillsyn
    energi: energi
    underhall: underhall
    e tjanster: e tjanst, etjanst
    inkasso: inkasso
    leverantorsfakturor: faktura
    tid: tid
    rehabilitering: rehab
    avvikelse: avvikelse
    parkeringstillstand: parkering
    budget: budgetradgivning
    skuldradgivning: skuldradgivning
    va: va
    avfall: avfall
    serveringstillstand: serveringstillstand
    fastighetsregister: fastighetsregister
    kulturskola: kulturskola
    elevhalsojournal: elevhalsa, elevhalsojournal
    bad: bad
    gym: gym
    folkbokforing: folkbokforing
    katalog: katalog
    signering: signering
""")

# How words for a kind of system end, the longest first.
ROLE_ENDINGS = tuple(
    sorted(
        _words("""
    hanteringssystemet hanteringssystem administrativa registret register systemet system programmet program
    verktyget verktyg stodet stod losningen losning plattformen plattform hantering tjansten tjanst databasen
    databas appen modul modulen
"""),
        key=lambda ending: (-len(ending), ending),
    )
)

# Named together with a product these mean something between or beside it, not the product.
BESIDE = _words("""
    adapter avtal connector efter ersattare export exporter exportverktyg filoverforing fran import
    integration integrationen integrationer integrationsplattform istallet konnektor konvertering koppling
    kopplingar kopplingen mall mallar migrering mot plugin rapport rapporter synk synkning till
    tillaggsprogram uppfoljare upphandling
""")

# What stands behind these is what a system is for, beside or part of, not the system itself.
PREPOSITIONS = _words("av at for fran hos i inom kring med mot och om pa till under ur via vid")

# Ordinary Swedish and English words that products are named after: alone they may be the product, with strange words
# beside them they seldom are, and a slip of the pen must not lead to them.
COMMON = _words("""
    active administration aider aldre alert alkohol analys anhorig annons arena arende arkiv avfall avlopp
    avtal backup bad bank barn beslut betalning bibliotek bil bilar bild biljett bocker bok boka bokning book
    boss brandvagg budget buss bygg care castor cgi citrix combine control cosmic databas diarium directory
    dokument edp ekonomi el elev elever energi energy enkat epost event evolution extens faktura fakturor
    fastighet fax fil filer film fordon forskola fragor franvaro future gata go google gym gymnasium halsa
    hemsida hogia hus hyra idrott inkop internet intranat ist it journal kalender kamera karta kartor kassa
    katalog kort kund kunde kunden kundtjanst kurs lager lakare larare larm las lek lex licens live ljud lokal
    lokaler lon mail mapp mappar mark medborgare media medicin microsoft miljo mina molnet mote moten museum
    musik natverk navet novi nyckel nycklar nyhet nyheter office omsorg open optima order palette park pascal
    patient personal planer planering platina plattform pool portal power privacy protokoll prov public
    rapport recept recruit rekrytering resa resor ritning rum scanner schema semester senior server skola
    skolan skolskjuts skrivare sms sokigo sopor spel sport stad stampel statistik svar teams telefon telia
    test tid tidning tidningar tieto tillstand tillsyn time tobak trafik trio turism upphandling utbildning
    val vard varme vatten vaxel video virus vision visma visual vitec viva vuxen webb
    abonnemang analytiker anmalan ansokan arbetsorder attest avgift avprickning balans beredskap besiktning
    bestallning besok bidrag blankett bokforing bokslut bolag borgen bostad brand bygge bygglov certifikat checklista
    dagbok delegation delgivning detaljplan diariet digital domstol drift driftstart egenkontroll enhet ersattning
    expedition expert exploatering flex flytt forening forhandling forrad forsakring forskola forvaltare forvaltning
    fraga frammote fritid funktion fysioterapi gallring garanti gata generator grafik grund grupp handlingar hamta
    handel handlaggare handledning hantering harbarge hem hjalp hjalpmedel hjalpen hyror individ inkomst
    inlamning
    inskrivning insats insikt inspektion installning instruktion inventarie inventering kalkyl kalkylator kansli
    karriar kollen kommers kommun kompass kompetens konsult kontakt konto kontor kontrakt kontroll kostnad kraft
    krets kris kvalitet kyrka ledare ledning lektion leverans lista logg loggbok lokalvard lon lyft majoritet
    marknad material milestone modell modellering moderator monitor motor nara narvaro niva norm ombud omradet
    operator ordning organ organisation orientering parkering passage pension plats portfolj post praktik prisma process
    profil prognos program projekt projektor prova radgivning raknare ram redovisning register registrator regnskap
    rehab relation reskontra respons resurs revision risk rutin salja samtal samverkan sense serie service signal
    simulering skanning skatt skydd slinga sparning spegel stall start status stipendium stod strategi styrning support
    system tavla teknik tillsyn tjanst tolk torg trafikljus trygg underhall unikum uppdrag uppfoljning uppgift
    utredning utskick utskott vagledning vagval verksamhet vikarie visning vy yta
""")
