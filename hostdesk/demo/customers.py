"""The invented customers of Nordlicht Hosting, one a line; `cast` turns the lines into values.

Firm or person | domain (under example.test) | language | contract | since | contacts as "Name <local part>".
A star after the contract is a response clock that runs around the clock.
"""

TABLE = """
Schreinerei Meyer GmbH | schreinerei-meyer | de | Managed Server M | 2014 | Sabine Meyer <s.meyer>, Jörg Meyer <joerg.meyer>
Özdemir & Söhne Gemüsegroßhandel KG | oezdemir-soehne | de | Webhosting L | 2018 | Cem Özdemir <cem>, Ayşe Özdemir <ayse.oezdemir>
Bäckerei Wunderlich | baeckerei-wunderlich | de | Webhosting S | 2016 | Anneliese Wunderlich <info>
Kanzlei Dr. Fürst & Partner mbB | kanzlei-fuerst | de | Exchange 25 Postfächer | 2011 | Dr. Matthias Fürst <fuerst>, Petra Knöll <sekretariat>
Lighthouse Analytics Ltd. | lighthouse-analytics | en | Managed Server L * | 2020 | Fiona McAllister <fiona.mcallister>, Rajesh Iyer <ops>
Hotel Alpenglühn Betriebs GmbH | hotel-alpengluehn | de | Webhosting XL | 2013 | Vroni Angerer <rezeption>, Toni Angerer <t.angerer>
Praxis Dr. Nguyen | praxis-nguyen | de | Webhosting M | 2019 | Dr. Linh Nguyen <praxis>
Fahrradwerkstatt Speichenbruch | speichenbruch | de | Webhosting S | 2021 | Kai Lührs <kai>
Verlag Morgenröte | verlag-morgenroete | de | Managed Server S | 2009 | Dorothea Grünwald <gruenwald>, Emil Haas <herstellung>
Studio Lindgren Interaktiv | studio-lindgren | de | Reseller 50 | 2015 | Maja Lindgren <maja>, Til Brückner <til>
Tierarztpraxis am Auwald | tierarzt-auwald | de | Webhosting M | 2017 | Dr. Judith Pfaff <praxis>
Steuerberatung Kowalczyk | stb-kowalczyk | de | Exchange 10 Postfächer | 2012 | Małgorzata Kowalczyk <m.kowalczyk>, Rolf Ziegler <buero>
Brightwater Robotics B.V. | brightwater-robotics | en | Root-Server 2 | 2022 | Joost van der Meer <joost>, Saskia de Wit <finance>
Freiwillige Feuerwehr Unterbruck | ff-unterbruck | de | Webhosting S | 2010 | Alois Hintermeier <kommandant>
Modehaus Schönfelder | modehaus-schoenfelder | de | Webhosting XL | 2018 | Beate Schönfelder <b.schoenfelder>, Leon Krämer <shop>
Weingut Traubenhof | weingut-traubenhof | de | Webhosting L | 2016 | Friederike Hahn <hof>
Orchard & Pine Ceramics | orchardpine | en | Webhosting M | 2021 | Hannah Whitfield <hello>
Ingenieurbüro Statik Süd | statik-sued | de | Exchange 10 Postfächer | 2014 | Werner Stöckl <stoeckl>, Jana Vogl <vogl>
Kinderhaus Purzelbaum e.V. | kinderhaus-purzelbaum | de | Webhosting S | 2015 | Nadine Röhrich <leitung>
Autohaus Gebrüder Yıldız | autohaus-yildiz | de | Webhosting XL | 2017 | Emre Yıldız <e.yildiz>, Monika Sauer <verkauf>
Delacroix Traductions SARL | delacroix-traductions | en | Webhosting M | 2020 | Élodie Delacroix <contact>
Sanitär Huber Inh. Sepp Huber | sanitaer-huber | de | Webhosting S | 2011 | Sepp Huber <info>
Buchhandlung Lesezeichen | buchhandlung-lesezeichen | de | Webhosting M | 2013 | Cornelia Thiele <laden>
Gesangverein Harmonie 1887 e.V. | harmonie-1887 | de | Webhosting S | 2012 | Günther Bösch <vorstand>
Novák & Dvořák Architekti s.r.o. | novak-dvorak | en | Managed Server S | 2019 | Tomáš Novák <novak>
Ferienwohnungen Küstenwind | kuestenwind-ferien | de | Webhosting M | 2018 | Wiebke Janßen <buchung>
Metallbau Kröger & Co. KG | metallbau-kroeger | de | Managed Server M | 2010 | Hinnerk Kröger <h.kroeger>, Silke Oltmanns <edv>
Yogastudio Morgensonne | yoga-morgensonne | de | Webhosting S | 2022 | Svenja Pohl <hallo>
Physiotherapie Balance | physio-balance-rosenheim | de | Webhosting S | 2020 | Florian Dietl <termin>
Klangwerkstatt Tonstudio | klangwerkstatt | de | Webhosting L | 2016 | Moritz Eberlein <moritz>
Reisebüro Fernweh | reisebuero-fernweh | de | Webhosting M | 2009 | Ursula Brandt <info>, Miriam Obeid <miriam.obeid>
Silverbirch Publishing Inc. | silverbirch-publishing | en | Managed Server M * | 2021 | Grace Okonkwo <grace>, Peter Lindholm <it>
Zahnarztzentrum Isartal | zahnarzt-isartal | de | Exchange 10 Postfächer | 2015 | Dr. Eva Mitterer <verwaltung>
Biohof Löwenzahn | biohof-loewenzahn | de | Webhosting M | 2019 | Jakob Löffler <jakob>
Immobilien Achleitner GmbH | immo-achleitner | de | Webhosting XL | 2014 | Gerlinde Achleitner <office>, Stefan Pichler <technik>
Spedition Rasch Logistik GmbH | spedition-rasch | de | Managed Server L * | 2012 | Torsten Rasch <t.rasch>, Olga Petrowa <dispo>
Café Sägewerk | cafe-saegewerk | de | Webhosting S | 2023 | Lena Amann <servus>
Kunstverein Neue Halle e.V. | neue-halle | de | Webhosting M | 2017 | Dr. Roland Feist <feist>
Fjellstrøm Outdoor AS | fjellstrom-outdoor | en | Webhosting XL | 2021 | Ingrid Fjellstrøm <ingrid>, Lars Bakken <webshop>
Elektro Bürkle GmbH & Co. KG | elektro-buerkle | de | Webhosting L | 2013 | Heinz Bürkle <h.buerkle>, Tanja Mack <buchhaltung>
Sprachschule Babylon | sprachschule-babylon | de | Webhosting M | 2016 | Beatriz Fernández <info>
Ruderclub Ammersee | ruderclub-ammersee | de | Webhosting S | 2014 | Bernhard Zoller <bootswart>
Optik Scharfblick | optik-scharfblick | de | Webhosting S | 2018 | Karin Ludwig <optik>
Druckerei Gutenbergsche Erben | druckerei-erben | de | Managed Server S | 2008 | Hartmut Seidel <seidel>, Nele Fink <datenannahme>
Marlowe & Finch Solicitors LLP | marlowe-finch | en | Exchange 25 Postfächer | 2019 | Edmund Finch <e.finch>, Priya Raman <practice.manager>
Gärtnerei Immergrün | gaertnerei-immergruen | de | Webhosting M | 2015 | Rosemarie Völkl <garten>
Musikschule Notenschlüssel | musikschule-notenschluessel | de | Webhosting M | 2020 | Benedikt Rauch <sekretariat>
Dachdeckerei Steilmann | dachdecker-steilmann | de | Webhosting S | 2017 | Uwe Steilmann <info>
Apotheke am Rosengarten | apotheke-rosengarten | de | Webhosting L | 2012 | Dr. Christa Jäger <team>
Softwareschmiede Eisenherz UG | eisenherz-software | de | Root-Server 1 | 2021 | Nico Eisenherz <nico>, Shirin Tavakoli <shirin>
Pfarrei St. Korbinian | pfarrei-korbinian | de | Webhosting S | 2013 | Pater Anselm Rieger <pfarrbuero>
Catering Tellerrand | catering-tellerrand | de | Webhosting M | 2019 | Daniela Moser <genuss>
Hausverwaltung Nordend | hv-nordend | de | Exchange 10 Postfächer | 2016 | Thorsten Käding <kaeding>, Birgit Lauer <lauer>
Aurora Biotech ApS | aurora-biotech | en | Managed Server L * | 2022 | Mikkel Sørensen <mikkel>, Anne Vestergaard <accounts>
Fotografie Johanna Silber | johanna-silber | de | Webhosting M | 2020 | Johanna Silber <mail>
Schuhhaus Trittfest | schuhhaus-trittfest | de | Webhosting L | 2015 | Manfred Pohlmann <filiale>
Tennisverein Grün-Weiß Moosach | tv-gruenweiss | de | Webhosting S | 2018 | Ralf Günes <kassenwart>
Berghütte Sonnleiten | huette-sonnleiten | de | Webhosting S | 2016 | Resi Waldner <huette>
Patentanwälte Quast Brömmel | quast-broemmel | de | Exchange 25 Postfächer | 2010 | Dr. Ing. Holger Brömmel <broemmel>, Iris Quast <quast>
Castellano Vinos S.L. | castellano-vinos | en | Webhosting L | 2019 | Inés Castellano <ines>
Übersetzungsbüro Wortreich | wortreich-uebersetzungen | de | Webhosting M | 2014 | Katarzyna Wójcik <auftrag>
Trachten Lechner | trachten-lechner | de | Webhosting XL | 2017 | Barbara Lechner <shop>
Pflegedienst Herzenswarm gGmbH | pflege-herzenswarm | de | Exchange 10 Postfächer | 2021 | Claudia Benz <verwaltung>
Segelschule Windstärke Acht | windstaerke-acht | de | Webhosting M | 2019 | Henning Thomsen <kurs>
Werbeagentur Punktlandung | punktlandung | de | Reseller 100 | 2011 | Vanessa Kopp <v.kopp>, Dennis Arslan <technik>
Holzspielzeug Zwergenreich | zwergenreich | de | Webhosting L | 2018 | Gisela Wendt <werkstatt>
Northgate Cycling Club | northgate-cycling | en | Webhosting S | 2022 | Aidan Kelly <secretary>
Landmaschinen Obermaier | landmaschinen-obermaier | de | Webhosting L | 2013 | Georg Obermaier <g.obermaier>
Psychologische Praxis Sander | praxis-sander | de | Webhosting S | 2020 | Dr. Ruth Sander <praxis>
Filmproduktion Schwarzlicht | schwarzlicht-film | de | Managed Server S | 2020 | Aljoscha Brenner <produktion>
Teehandlung Teestübchen | teestuebchen | de | Webhosting M | 2016 | Hildegard Prinz <tee>
Wasserwacht Ortsgruppe Seeau | wasserwacht-seeau | de | Webhosting S | 2014 | Markus Daxenberger <leitung>
Consulting Bertolucci S.r.l. | bertolucci-consulting | en | Exchange 10 Postfächer | 2021 | Chiara Bertolucci <chiara>
Möbelhaus Wohnsinn | wohnsinn-moebel | de | Webhosting XL | 2015 | Oliver Däubler <online>, Kirsten Hübner <rechnung>
Kletterhalle Griffig | kletterhalle-griffig | de | Webhosting L | 2019 | Pia Zangerl <info>
Bestattungen Friedrich Stillner | bestattungen-stillner | de | Webhosting S | 2012 | Friedrich Stillner <buero>
Datenschutzberatung Ahrens | ds-ahrens | de | Webhosting M | 2018 | Lutz Ahrens <ahrens>
Grafikbüro Farbecht | farbecht | de | Reseller 50 | 2017 | Zeynep Çelik <zeynep>
Hundeschule Pfotenglück | pfotenglueck | de | Webhosting S | 2021 | Jessica Bäumler <training>
Imkerei Summser | imkerei-summser | de | Webhosting S | 2019 | Ludwig Summser <honig>
Kosmetik Atelier Perle | atelier-perle | de | Webhosting S | 2022 | Ewelina Mazur <termine>
Meridian Shipping Pte. Ltd. | meridian-shipping | en | Managed Server M | 2020 | Wei Ling Tan <weiling.tan>, Arjun Menon <infra>
Naturschutzbund Kreisgruppe Erding | nb-erding | de | Webhosting M | 2011 | Dr. Elke Sommerfeld <vorstand>
Schlüsseldienst Blitz | schluessel-blitz | de | Webhosting S | 2018 | Mehmet Kaplan <zentrale>
Theater am Kanal gGmbH | theater-am-kanal | de | Webhosting L | 2013 | Franziska Nagel <kasse>, Igor Melnyk <technik>
Uhrmachermeister Zeidler | uhren-zeidler | de | Webhosting S | 2016 | Conrad Zeidler <uhren>
Versicherungsmakler Pfeiffer | makler-pfeiffer | de | Exchange 10 Postfächer | 2014 | Ingo Pfeiffer <pfeiffer>
Waldkindergarten Eichhörnchen | waldkiga-eichhoernchen | de | Webhosting S | 2020 | Sonja Hartl <team>
Zimmerei Balken & Span | balken-span | de | Webhosting M | 2017 | Quirin Lang <zimmerei>
Harbour Lane Bakery | harbourlane-bakery | en | Webhosting S | 2023 | Molly Prescott <molly>
Handball SG Würmtal | sg-wuermtal | de | Webhosting M | 2015 | Jens Obermüller <it>
Kaffeerösterei Bohnenglück | bohnenglueck | de | Webhosting XL | 2019 | Amelie Stark <shop>, Samuel Tesfaye <versand>
Architekturbüro Raumzeit | raumzeit-architekten | de | Exchange 10 Postfächer | 2016 | Prof. Dieter Hölzl <hoelzl>
Antiquariat Eselsohr | antiquariat-eselsohr | de | Webhosting M | 2010 | Wolfgang Mertens <bestellung>
Seniorenresidenz Lindenallee | residenz-lindenallee | de | Exchange 25 Postfächer | 2018 | Annegret Föhr <verwaltung>, Paul Schütte <haustechnik>
Gasthof Zur Linde | gasthof-linde-aying | de | Webhosting S | 2014 | Josef Kirchmair <wirt>
Quantum Leap Tutoring | quantumleap-tutoring | en | Webhosting M | 2022 | Samira Haddad <samira>
Reinigungsservice Blitzblank | blitzblank-muenchen | de | Webhosting S | 2019 | Dragana Jovanović <auftrag>
Solartechnik Sonnenfänger GmbH | sonnenfaenger | de | Webhosting L | 2020 | Michael Thoma <m.thoma>, Julia Reindl <projekte>
Tanzschule Dreivierteltakt | dreivierteltakt | de | Webhosting M | 2015 | Roswitha Engel <tanz>
Familie Brandstätter | familie-brandstaetter | de | Webhosting S | 2013 | Christoph Brandstätter <christoph>
Vereinigte Kleingärtner Süd e.V. | kleingaertner-sued | de | Webhosting S | 2012 | Horst Wimmer <vorstand>
"""
