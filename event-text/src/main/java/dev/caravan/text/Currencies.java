package dev.caravan.text;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The currencies that a price can be in: List One of ISO 4217 as of 2026, without the codes for which it gives no minor unit
 * (metals, units of account between banks, {@code XTS} for tests and {@code XXX} for no currency). Not the JDK's list, which
 * differs from JVM to JVM and has the currencies of the past in it.
 */
public final class Currencies {
    private static final Set<String> CODES =
            Collections.unmodifiableSet(new TreeSet<>(Arrays.asList("""
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
            CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
            HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
            MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
            PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
            TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
            """.trim().split("\\s+"))));

    private Currencies() {}

    /** The codes, in alphabetical order. */
    public static Set<String> codes() {
        return CODES;
    }

    /** Whether this is the code of a currency, in capitals. */
    public static boolean isKnown(String code) {
        return CODES.contains(code);
    }
}
