using System.Collections.Frozen;

namespace ReferralNetwork.Contracts;

/// <summary>
/// Languages that people speak, as ISO 639 codes: all of ISO 639-1, then those of ISO 639-2 that have no shorter code, and the
/// members of macrolanguages in ISO 639-3 that interpreters tell apart (Kurdish, Persian, Chinese, Arabic, Romani).
/// What partners work in is narrower: <see cref="Codes.Languages"/>.
/// </summary>
public static class IsoLanguages
{
    public static readonly FrozenSet<string> All =
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
        de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
        ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
        lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
        pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
        tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ace ach acm ada ady aeb
        ain ajp ale alt anp apc apd arn arp arw ary arz ast awa bal ban bas bej bem bho bik bin bla bra
        bua bug byn cad car ceb chk chm chn cho chp chr chy ckb cmn cnr crh csb dak dar del den dgr din
        doi dsb dua dyu efi eka ewo fan fat fil fon frr frs fur fuv gaa gay gba gil gon gor grb gsw gwi
        hai hak haw hil hmn hsb hup iba ilo inh jpr jrb kaa kab kac kam kbd kha kmb kmr kok kos kpe krc
        krl kru kum kut lad lah lam lez lol loz lua lun luo lus lzz mad mag mai mak man mas mdf mdr men
        mey mic min mnc mni moh mos mus mwl mwr myv nan nap nds new nia niu nog nqo nso nym nyn nyo nzi
        osa pag pam pap pau pes pnb pon prs quz raj rap rar rif rmc rmf rml rmn rmo rmy rom rup sad sah
        sas sat scn sco sdh sel shi shn sid skr sma smj smn sms snk srn srr ssy suk sus swc syr tem ter
        tet tig tiv tkl tli tmh tog tpi tsi tum tvl tyv tzm udm umb vai vot wal war was wuu xal yao yap
        yue zap zen zgh zun zza
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
